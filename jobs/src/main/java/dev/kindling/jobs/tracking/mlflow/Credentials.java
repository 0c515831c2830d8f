package dev.kindling.jobs.tracking.mlflow;

import dev.kindling.fault.UserMistake;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Who a server is told that this is. */
final class Credentials {

    private static final String TOKEN = "MLFLOW_TRACKING_TOKEN";
    private static final Pattern PRINTABLE = Pattern.compile("[\\x21-\\x7e]+");

    private Credentials() {}

    /** The value of the header Authorization, or null where the environment has no credentials; blank ones are none. */
    static @Nullable String header(Map<String, String> environment) {
        String user = environment.get("MLFLOW_TRACKING_USERNAME");
        String password = environment.get("MLFLOW_TRACKING_PASSWORD");
        if (user != null && !user.isBlank() && password != null && !password.isBlank()) {
            byte[] both = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
            return "Basic " + Base64.getEncoder().encodeToString(both);
        }
        String token = environment.get(TOKEN);
        if (token == null || token.isBlank()) {
            return null;
        }
        // The HTTP client would show it in its own refusal.
        if (!PRINTABLE.matcher(token.strip()).matches()) {
            throw new UserMistake(
                    TOKEN + ": expected printable ASCII without blanks, found other characters; set it again");
        }
        return "Bearer " + token.strip();
    }
}
