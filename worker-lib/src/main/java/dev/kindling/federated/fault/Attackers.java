package dev.kindling.federated.fault;

import dev.kindling.fault.UserMistake;
import dev.kindling.federated.FederatedMethod;
import dev.kindling.federated.RoundMethod;
import dev.kindling.random.KeyedPermutation;
import java.io.Serializable;

/**
 * Clients that send what they should not, the same ones in every round: exactly round(share x clients) of them, a random
 * set that seed and population decide. An attacker trains like any other, only its update is forged.
 *
 * @param share part of all clients, in [0, 1]
 * @param kind what they send
 */
public record Attackers(double share, Attack kind) implements Serializable {

    public Attackers {
        UserMistake.requireRange(share >= 0 && share <= 1, "share", "in [0, 1]", share);
    }

    /** Everybody is honest. */
    public static Attackers none() {
        return new Attackers(0, new Attack.SignFlip(1));
    }

    /** How many of a population attack: share x clients, rounded to the nearest, halves up. */
    public int among(int clients) {
        return (int) Math.round(share * clients);
    }

    /**
     * The method as this population runs it; the method itself if nobody attacks.
     *
     * @throws IllegalArgumentException if somebody attacks and no updates are sent that could be forged
     */
    public RoundMethod over(RoundMethod method, int clients) {
        if (among(clients) == 0) {
            return method;
        }
        if (method instanceof FederatedMethod honest) {
            return new AttackedMethod(honest, this, clients);
        }
        throw new IllegalArgumentException("no updates to forge in " + method);
    }

    /** The set of attackers among {@code clients}. */
    Roll roll(long seed, int clients) {
        return new Roll(new KeyedPermutation(seed, "attackers", clients), among(clients));
    }

    /** Says who attacks; the same few words for any population. */
    static final class Roll {

        private final KeyedPermutation permutation;
        private final int attackers;

        private Roll(KeyedPermutation permutation, int attackers) {
            this.permutation = permutation;
            this.attackers = attackers;
        }

        boolean holds(int client) {
            return permutation.placeOf(client) < attackers;
        }
    }
}
