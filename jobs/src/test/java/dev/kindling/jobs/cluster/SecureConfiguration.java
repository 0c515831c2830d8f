package dev.kindling.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** The configuration that docs/security.md gives, as it stands there, with a secret, a password and keys of its own. */
final class SecureConfiguration {

    private static final Path DOCS = Site.HOME.resolve("docs/security.md");
    private static final String LOGS =
            """
            rootLogger.level = info
            rootLogger.appenderRef.stderr.ref = stderr
            appender.stderr.type = Console
            appender.stderr.name = stderr
            appender.stderr.target = SYSTEM_ERR
            appender.stderr.layout.type = PatternLayout
            """;

    private final Path folder;
    private final Path keys;
    private final String secret = random();
    private final String password = random();
    private final int uiPort = StandaloneCluster.freePort();

    SecureConfiguration(Path folder) throws IOException, InterruptedException {
        this.folder = Files.createDirectories(folder);
        this.keys = folder.resolve("keys.p12");
        Files.writeString(folder.resolve("password"), password + "\n");
        makeKeys();
        Files.writeString(folder.resolve("log4j2.properties"), LOGS);
        write(folder, documented(secret) + "spark.ssl.ui.port " + uiPort + "\n");
    }

    /** Settings of somebody with another secret, in a folder beside. */
    Path withAnotherSecret() throws IOException {
        Path other = Files.createDirectories(folder.resolveSibling(folder.getFileName() + "-of-another"));
        write(other, documented(random()));
        return other;
    }

    Path folder() {
        return folder;
    }

    int uiPort() {
        return uiPort;
    }

    /** Whether a secret of it is in {@code text}. */
    boolean isTold(String text) {
        return text.contains(secret) || text.contains(password);
    }

    private static String random() {
        byte[] bytes = new byte[16];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** By the documented command. */
    private void makeKeys() throws IOException, InterruptedException {
        String line = Files.readAllLines(DOCS).stream()
                .filter(words -> words.startsWith("keytool "))
                .findFirst()
                .orElseThrow();
        List<String> words = Arrays.asList(line.split(" ", -1));
        words.set(0, Path.of(System.getProperty("java.home"), "bin/keytool").toString());
        try (Command keytool = Command.start(folder, folder.resolve("keytool.log"), Command.QUICK_JAVA, words)) {
            assertThat(keytool.await(60)).as(keytool.output()).isZero();
        }
    }

    private String documented(String secretThere) throws IOException {
        String text = Files.readString(DOCS);
        int begin = text.indexOf("spark.authenticate   ");
        String settings = text.substring(begin, text.indexOf("```", begin));
        assertThat(settings).contains("SECRET", "PASSWORD", "/etc/kindling/keys.p12", "spark.io.encryption.enabled");
        return settings.replace("SECRET", secretThere)
                .replace("PASSWORD", password)
                .replace("/etc/kindling/keys.p12", keys.toString());
    }

    private static void write(Path folder, String settings) throws IOException {
        Path file = Files.createFile(
                folder.resolve("spark-defaults.conf"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, settings);
    }

    /** Trusts the keys and nobody else. */
    HttpClient client() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keys)) {
            store.load(in, password.toCharArray());
        }
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("kindling", store.getCertificate("kindling"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        // The page under http leads to the one under https.
        return HttpClient.newBuilder()
                .sslContext(context)
                .followRedirects(HttpClient.Redirect.ALWAYS)
                .build();
    }
}
