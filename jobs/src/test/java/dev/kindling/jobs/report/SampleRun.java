package dev.kindling.jobs.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** Runs that never ran. */
final class SampleRun {

    private static final String EVIL = "<script>alert(1)</script>";
    static final String QUOTES = "x\" onload=\"a' onerror='b";
    private static final String SHA256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
    private static final int CLASSES = 10;

    private SampleRun() {}

    static RunReport typical() {
        return new RunReport(
                "FedAvg with auxiliary heads on 100 clients",
                headline(),
                rounds(12, List.of("broadcast", "train", "merge", "evaluate")),
                confusion(digits(CLASSES)),
                wrong(digits(CLASSES)),
                clients(),
                layers("layer "),
                CONFIG,
                provenance("Kindling", "0.1.0"));
    }

    private static Map<String, Double> layers(String name) {
        Map<String, Double> layers = new LinkedHashMap<>();
        layers.put(name + "1", 0.91);
        layers.put(name + "2", 0.965);
        return layers;
    }

    /** Two seeds of one configuration, and one of another that has not ended. */
    static List<ComparedRun> compared() {
        List<ComparedRun> runs = new ArrayList<>();
        for (int seed = 1; seed <= 3; seed++) {
            boolean ended = seed < 3;
            Map<String, String> settings = new LinkedHashMap<>();
            settings.put("rounds", "12");
            settings.put("learner.type", ended ? "backprop" : EVIL);
            settings.put(ended ? "learner.hidden" : "learner.network.type", ended ? "[200,200]" : "dense");
            runs.add(new ComparedRun(
                    "run-" + seed,
                    seed,
                    settings,
                    rounds(ended ? 12 : 5, List.of("train", "merge", "evaluate")),
                    "test",
                    ended ? 0.97 + 0.01 * seed : null,
                    5000,
                    ended ? SHA256 : ""));
        }
        return runs;
    }

    /** A trial that was trained, one that was stopped and one that failed. */
    static SweepReport swept() {
        SweepRow.Curve curve = new SweepRow.Curve(List.of(1, 2, 3, 4), List.of(0.5, 0.8, 0.9, 0.93));
        return SweepReport.of(
                "validation",
                List.of(1L),
                List.of(
                        new SweepRow(1, Map.of("lr", "0.1"), List.of(0.93), null, null, 4, 4, List.of(curve)),
                        new SweepRow(2, Map.of("lr", "0.01"), List.of(), 0.61, null, 3, 4, List.of(curve)),
                        new SweepRow(3, Map.of("lr", "<b>1</b>"), List.of(), null, "not finite", 0, 4, List.of())));
    }

    /** A comparison with a rule that failed. */
    static List<LearnerRow> rules() {
        return List.of(
                new LearnerRow("glyphs", "iid", "backprop", List.of(0.91, 0.93), 5000, 0.5, 1_000_000L, 20e6, null),
                LearnerRow.failed("glyphs", "iid", QUOTES, "not finite"));
    }

    static RunReport hostile() {
        RunReport typical = typical();
        List<String> classes = new ArrayList<>(digits(CLASSES));
        classes.set(3, EVIL);
        classes.set(4, QUOTES);
        return new RunReport(
                EVIL + QUOTES,
                typical.headline(),
                rounds(12, List.of("</script>" + EVIL, QUOTES, "<!-- <script>", "train")),
                confusion(classes),
                wrong(classes),
                typical.clientAccuracies(),
                layers("</script>" + EVIL),
                "note = \"</script>" + EVIL + "\"",
                provenance(EVIL, "<b>provenance</b>"));
    }

    static RunReport empty() {
        Headline headline = new Headline("test", null, 0, Double.NaN, "", 0, Map.of());
        return new RunReport(
                "Nothing",
                headline,
                List.of(),
                Confusion.none(),
                List.of(),
                ClientAccuracies.none(),
                Map.of(),
                "",
                Map.of());
    }

    static RunReport withClasses(int classes) {
        RunReport typical = typical();
        return new RunReport(
                typical.name(),
                typical.headline(),
                typical.rounds(),
                confusion(digits(classes)),
                typical.wrong(),
                typical.clientAccuracies(),
                typical.layers(),
                typical.effectiveConfig(),
                typical.provenance());
    }

    static RunReport ofRounds(int rounds) {
        RunReport typical = typical();
        return new RunReport(
                typical.name(),
                typical.headline(),
                rounds(rounds, List.of("broadcast", "train", "merge", "evaluate")),
                typical.confusion(),
                typical.wrong(),
                typical.clientAccuracies(),
                typical.layers(),
                typical.effectiveConfig(),
                typical.provenance());
    }

    private static Headline headline() {
        return new Headline("test", 0.9731, 134.0, 5373.1, SHA256, 42, Map.of("Clients", "100, 10 a round"));
    }

    private static List<RoundRow> rounds(int count, List<String> stages) {
        Random random = new Random(1);
        List<RoundRow> rows = new ArrayList<>();
        for (int round = 1; round <= count; round++) {
            double progress = 1 - Math.exp(-4.0 * round / count);
            Map<String, Double> seconds = new LinkedHashMap<>();
            for (String stage : stages) {
                boolean train = stage.equals("train");
                seconds.put(stage, (train ? 1.6 : 0.12) + 0.05 * random.nextDouble());
            }
            boolean evaluated = round % 2 == 0;
            Double accuracy = evaluated ? 0.55 + 0.43 * progress - 0.01 * random.nextDouble() : null;
            double loss = 2.3 * Math.exp(-3.0 * round / count) + 0.08 + 0.05 * random.nextDouble();
            rows.add(new RoundRow(
                    round, loss, accuracy, 1_018_640, 2_037_280 + random.nextInt(4000), seconds, Map.of()));
        }
        return rows;
    }

    private static Confusion confusion(List<String> classes) {
        Random random = new Random(2);
        long[][] counts = new long[classes.size()][classes.size()];
        for (int row = 0; row < classes.size(); row++) {
            for (int column = 0; column < classes.size(); column++) {
                double drawn = random.nextDouble();
                counts[row][column] = row == column ? 950 + random.nextInt(60) : (long) (20 * Math.pow(drawn, 5));
            }
        }
        return new Confusion(classes, counts);
    }

    private static List<WrongExample> wrong(List<String> classes) {
        Random random = new Random(3);
        List<WrongExample> examples = new ArrayList<>();
        for (int i = 0; i < 14; i++) {
            byte[] pixels = new byte[28 * 28];
            double phase = random.nextDouble() * 6;
            for (int step = 0; step < 400; step++) {
                double angle = phase + step / 60.0;
                int x = (int) (14 + (4 + step / 80.0) * Math.cos(angle));
                int y = (int) (14 + 9 * Math.sin(angle * (1 + i % 3)));
                pixels[28 * y + x] = (byte) 255;
                pixels[28 * y + x + 1] = (byte) 150;
            }
            String trueClass = classes.get(i % CLASSES);
            String predicted = classes.get((i + 3) % CLASSES);
            examples.add(new WrongExample(
                    new Pixels(1, 28, 28, pixels), trueClass, predicted, 0.4 + 0.6 * random.nextDouble()));
        }
        return examples;
    }

    private static ClientAccuracies clients() {
        Random random = new Random(4);
        List<Long> histogram = new ArrayList<>(Collections.nCopies(50, 0L));
        for (int client = 0; client < 100; client++) {
            int bin = (int) Math.max(0, Math.min(49, 45 + 3 * random.nextGaussian()));
            histogram.set(bin, histogram.get(bin) + 1);
        }
        return new ClientAccuracies(histogram, 0.7512, 0.9, 0.9987);
    }

    private static List<String> digits(int count) {
        return IntStream.range(0, count).mapToObj(Integer::toString).toList();
    }

    private static Map<String, String> provenance(String label, String value) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put(label, value);
        facts.put("Commit", "628e6ec");
        facts.put("Spark", "3.5.5, local[2]");
        facts.put("Java", "17.0.15");
        facts.put("BLAS", "OpenBLAS 0.3.19, Haswell, 1 thread");
        facts.put("Data", "glyphs, sha256 2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae");
        return facts;
    }

    private static final String CONFIG =
            """
            data { name = glyphs, partition { kind = dirichlet-by-class, alpha = 0.3, clients = 100 } }
            model { layers = [784, 256, 256, 10] }
            learner { name = local-head, optimizer { kind = sgd, rate = 0.05, momentum = 0.9 } }
            federated {
              algorithm = fedavg
              clients-per-round = 10
              rounds = 12
              evaluate-every = 2
            }
            seed = 42
            """;
}
