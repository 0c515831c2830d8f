package dev.kindling.spark.checkpoint;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 in hexadecimal. */
final class Sha256 {

    private static final int LENGTH = 64;

    private Sha256() {}

    static String of(byte[] bytes, int length) {
        MessageDigest sha = digest();
        sha.update(bytes, 0, length);
        return HexFormat.of().formatHex(sha.digest());
    }

    /** The number of bytes before the digest that ends a file, if it is theirs. */
    static int requireTrailer(byte[] file) throws DamagedCheckpoint {
        int length = file.length - LENGTH;
        if (length < 0) {
            throw new DamagedCheckpoint("it is cut short");
        }
        if (!of(file, length).equals(new String(file, length, LENGTH, StandardCharsets.US_ASCII))) {
            throw new DamagedCheckpoint("its checksum does not hold");
        }
        return length;
    }

    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
