package dev.kindling.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The configuration of docs/security.md: the same bits, and no secret where somebody might read it. */
@Tag("slow")
@ExtendWith(SharedSite.class)
class SecurityIT {

    private static final String LONG = "rounds=" + Site.LONG_ROUNDS;
    private static final String LOGS =
            """
            rootLogger.level = info
            rootLogger.appenderRef.stderr.ref = stderr
            appender.stderr.type = Console
            appender.stderr.name = stderr
            appender.stderr.target = SYSTEM_ERR
            appender.stderr.layout.type = PatternLayout
            """;

    private final Site site;
    private final Path folder;
    private final Path conf;
    private final String secret = random();
    private final String password = random();

    SecurityIT(Site site) throws IOException {
        this.site = site;
        this.folder = site.folder().resolve("secure");
        this.conf = Files.createDirectories(folder.resolve("conf"));
    }

    @Test
    void anAuthenticatedEncryptedRunHasTheSameBitsAndItsSecretsAreNowhereToBeRead() throws Exception {
        Path keys = makeKeys();
        int uiPort = StandaloneCluster.freePort();
        writeConfiguration(keys, uiPort);
        Map<String, String> environment = Map.of("SPARK_CONF_DIR", conf.toString());
        StandaloneCluster cluster =
                new StandaloneCluster(Site.SPARK, folder.resolve("cluster"), environment, trusting(keys));
        Submission run = new Submission(site, "secure/run", Site.GLYPHS)
                .to(cluster.url())
                .with("SPARK_CONF_DIR", conf.toString())
                .override(LONG)
                .witnessed();
        try (cluster;
                Command command = run.start()) {
            run.awaitRounds(command, 3);
            requireNoSecretOnACommandLine(cluster, command);
            requireNoSecretIn(cluster.read(URI.create("https://127.0.0.1:" + uiPort + "/environment/")));

            assertThat(run.finish(command)).isEqualTo(site.undisturbed(Site.GLYPHS, LONG));
        }
        requireAuthenticationIn(folder.resolve("run.log"));
        requireAuthenticationIn(folder.resolve("cluster/master.log"));
        requireNoSecretInFiles();
        assertThat(Site.processesOf(folder)).as("processes left behind").isEmpty();
    }

    private static String random() {
        byte[] bytes = new byte[16];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** As an administrator does; the password comes in a file. */
    private Path makeKeys() throws Exception {
        Path passwordFile = conf.resolve("password");
        Files.writeString(passwordFile, password + "\n");
        Path keys = conf.resolve("keys.p12");
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin/keytool").toString(), "-genkeypair", "-keyalg", "EC"));
        words.addAll(List.of("-alias", "kindling", "-dname", "CN=localhost", "-ext", "SAN=ip:127.0.0.1"));
        words.addAll(List.of("-keystore", keys.toString(), "-storepass:file", passwordFile.toString()));
        try (Command keytool = Command.start(folder, folder.resolve("keytool.log"), Command.QUICK_JAVA, words)) {
            assertThat(keytool.await(60)).as(keytool.output()).isZero();
        }
        return keys;
    }

    private void writeConfiguration(Path keys, int uiPort) throws IOException {
        Files.writeString(conf.resolve("log4j2.properties"), LOGS);
        Path defaults = Files.createFile(
                conf.resolve("spark-defaults.conf"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(
                defaults,
                """
                spark.authenticate             true
                spark.authenticate.secret      %s
                spark.network.crypto.enabled   true
                spark.network.crypto.saslFallback false
                spark.io.encryption.enabled    true
                spark.ssl.enabled              true
                spark.ssl.protocol             TLSv1.3
                spark.ssl.keyStore             %s
                spark.ssl.keyStorePassword     %s
                spark.ssl.ui.port              %d
                """
                        .formatted(secret, keys, password, uiPort));
    }

    private HttpClient trusting(Path keys) throws IOException, GeneralSecurityException {
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

    private void requireNoSecretOnACommandLine(StandaloneCluster cluster, Command driver) {
        List<ProcessHandle> all = new ArrayList<>(cluster.processes());
        all.add(ProcessHandle.of(driver.pid()).orElseThrow());
        for (ProcessHandle process : all) {
            String line = Site.text(Path.of("/proc", Long.toString(process.pid()), "cmdline"));
            assertThat(line).contains("java");
            requireNoSecretIn(line);
        }
    }

    private void requireNoSecretIn(String text) {
        assertThat(text).isNotEmpty().doesNotContain(secret, password);
    }

    private static void requireAuthenticationIn(Path log) throws IOException {
        assertThat(Files.readString(log)).contains("authentication enabled");
    }

    /** Run folder, event log, everybody's logs and whatever else was written, but the configuration itself. */
    private void requireNoSecretInFiles() throws IOException {
        List<String> read = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(file -> !file.startsWith(conf) && !file.toString().endsWith(".jar"))
                    .toList()) {
                String text = Files.readString(file, StandardCharsets.ISO_8859_1);
                assertThat(text.contains(secret) || text.contains(password))
                        .as("a secret in %s", file)
                        .isFalse();
                read.add(file.getFileName().toString());
            }
        }
        assertThat(read)
                .contains("config.json", "provenance.json", "metrics.jsonl", "report.html", "stderr", "master.log");
    }
}
