package dev.kindling.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kindling.jobs.CommandLineSession.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logins and secret settings reach the file system and nothing else; names from a data set stay text in the report. */
class SecretsTest {

    private static final String FILES = "spark.hadoop.fs.keyed.impl";
    private static final String SETTING = "spark.hadoop.fs.keyed.secret.key";
    private static final List<String> SECRETS = List.of("KEY1", "SECRET2", "SETTING3");
    private static final String SCRIPT = "<script>alert(1)</script>";
    private static final String QUOTES = "x' onload='a \"onerror=b";

    private Path folder;
    private CommandLineSession session;

    @BeforeEach
    void begin(@TempDir Path folder) throws IOException {
        this.folder = folder;
        session = new CommandLineSession(folder);
        System.setProperty(FILES, KeyedFiles.class.getName());
        System.setProperty(SETTING, "SETTING3");
        Files.writeString(
                folder.resolve("hostile.conf"),
                """
                rounds = 2
                clients = 2
                data { type = csv, train = "%s", test = "%s", label = kind }
                learner { type = backprop, hidden = [2] }
                algorithm { type = fedavg, batch = 4 }
                """
                        .formatted(address("train.csv"), address("test.csv")));
        for (String name : List.of("train.csv", "test.csv")) {
            String rows = "1,0," + SCRIPT + "\n0,1,\"" + QUOTES.replace("\"", "\"\"") + "\"\n";
            Files.writeString(folder.resolve(name), "a,b,kind\n" + rows.repeat(4));
        }
    }

    @AfterEach
    void end() {
        System.clearProperty(FILES);
        System.clearProperty(SETTING);
    }

    @Test
    void noFileOfARunAndNoLineOfItHoldsASecret() throws IOException {
        String out = folder.resolve("run").toString();
        Answer run = kindling("run", "--out", out);
        Answer resumed = kindling("run", "--out", out, "--resume");

        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(resumed.exit()).as(resumed.err()).isZero();
        assertNoSecret(run, resumed);
        try (Stream<Path> written = Files.walk(folder.resolve("run"))) {
            List<Path> files = written.filter(Files::isRegularFile).toList();
            assertThat(files)
                    .extracting(file -> file.getFileName().toString())
                    .contains(
                            "config.json",
                            "provenance.json",
                            "metrics.jsonl",
                            "model.json",
                            "report.html",
                            "summary.json");
            for (Path file : files) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain(SECRETS);
            }
        }
        assertThat(folder.resolve("run/config.json")).content().contains("keyed://***@host" + folder);
    }

    @Test
    void errorsAndTheirTracesHoldNoSecret() {
        Answer missing = kindling("run", "--debug", "-D", "data.train=" + address("none.csv"));
        Answer unknown = kindling("run", "--debug", "-D", "data.train=nofs://KEY1:SECRET2@host/x");
        Answer place = kindling("run", "--debug", "--out", "nofs://KEY1:SECRET2@host/run");
        Answer key = kindling("run", "-D", "data.password=SECRET2");
        Answer file = CommandLineSession.kindling("run", "nofs://KEY1:SECRET2@host/x.conf");
        Answer option = CommandLineSession.kindling("run", "a.conf", "--password=SECRET2");

        assertNoSecret(missing, unknown, place, key, file, option);
        assertThat(place.exit()).isNotZero();
        assertThat(missing.err()).contains("keyed://***@host" + folder.resolve("none.csv"), "\tat ");
        assertThat(unknown.err()).contains("nofs://***@host/x");
        assertThat(List.of(missing.exit(), unknown.exit(), key.exit(), option.exit()))
                .containsOnly(2);
    }

    @Test
    void classNamesThatLookLikeMarkupStayTextInTheReportOfARun() throws IOException {
        Answer run = kindling("run", "--out", folder.resolve("hostile").toString());

        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(new ObjectMapper()
                        .readTree(folder.resolve("hostile/evaluation.json").toFile())
                        .path("classNames"))
                .extracting(name -> name.asText())
                .containsExactlyInAnyOrder(SCRIPT, QUOTES);
        String page = Files.readString(folder.resolve("hostile/report.html"));
        assertThat(page)
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;", "x&#x27; onload=&#x27;a &quot;onerror=b")
                .doesNotContain("<script>alert(1)", QUOTES);
    }

    private String address(String name) {
        return "keyed://KEY1:SECRET2@host" + folder.resolve(name);
    }

    private Answer kindling(String command, String... more) {
        List<String> all = new java.util.ArrayList<>(
                List.of(command, session.path("hostile.conf").toString(), "--master", "local[1]"));
        all.addAll(List.of(more));
        return CommandLineSession.kindling(all.toArray(String[]::new));
    }

    private static void assertNoSecret(Answer... answers) {
        assertThat(answers)
                .allSatisfy(answer -> assertThat(answer.out() + answer.err()).doesNotContain(SECRETS));
    }
}
