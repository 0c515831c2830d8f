package dev.kindling.jobs.run;

import dev.kindling.data.Batch;
import dev.kindling.data.Chunk;
import dev.kindling.data.ExampleStream;
import dev.kindling.data.Split;
import dev.kindling.data.Storage;
import dev.kindling.evaluation.Examination;
import dev.kindling.fault.UserMistake;
import dev.kindling.learn.Classifier;
import dev.kindling.learn.Problem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** What a model says of each example, as lines of CSV in stored order. Holds one chunk at a time. */
public final class Predictions {

    private static final int CHUNK = 500;
    private static final CSVFormat FORMAT =
            CSVFormat.DEFAULT.builder().setRecordSeparator('\n').build();

    private final TrainedModel model;
    private final Storage storage;
    private final boolean everyScore;

    /** {@code everyScore} writes one column of scores a class instead of the largest score alone. */
    public Predictions(TrainedModel model, Storage storage, boolean everyScore) {
        this.model = model;
        this.storage = storage;
        this.everyScore = everyScore;
    }

    /**
     * Writes a heading and one line an example, and returns how many examples it were.
     *
     * @param most stop after this many examples
     */
    public long write(Split split, long most, Appendable out) throws IOException {
        UserMistake.requireRange(most >= 1, "--limit", "at least 1", most);
        try (ExampleStream stream = model.data().open(split, storage)) {
            Problem problem = new Problem(stream.shape(), stream.classNames().size());
            model.requireFits(problem, stream.classNames(), split.name().toLowerCase(Locale.ROOT));
            CSVPrinter lines = new CSVPrinter(out, FORMAT);
            lines.printRecord(heading(stream.classNames()));
            Pass pass = new Pass(problem, stream.classNames(), lines);
            while (pass.position < most) {
                Chunk chunk = stream.next((int) Math.min(CHUNK, most - pass.position));
                if (chunk == null) {
                    break;
                }
                pass.predict(chunk);
            }
            lines.flush();
            return pass.position;
        }
    }

    private List<String> heading(List<String> classNames) {
        List<String> heading = new ArrayList<>(List.of("position", "label", "predicted"));
        if (everyScore) {
            classNames.forEach(name -> heading.add("score " + name));
        } else {
            heading.add("score");
        }
        return heading;
    }

    /** One pass over a split, with its buffers. */
    private final class Pass {

        private final Classifier classifier;
        private final List<String> classNames;
        private final CSVPrinter lines;
        private final Batch batch;
        private final float[] scores;
        private long position;

        Pass(Problem problem, List<String> classNames, CSVPrinter lines) {
            this.classifier = model.learner().classifier(problem, CHUNK);
            this.classNames = classNames;
            this.lines = lines;
            this.batch = new Batch(CHUNK, problem.input().size());
            this.scores = new float[Math.multiplyExact(CHUNK, problem.classes())];
        }

        void predict(Chunk chunk) throws IOException {
            batch.fill(chunk.examples(), 0, chunk.examples().size());
            classifier.scores(model.parameters().values(), batch, scores);
            for (int row = 0; row < batch.size(); row++) {
                line(row);
                position++;
            }
        }

        private void line(int row) throws IOException {
            int first = row * classNames.size();
            int predicted = Examination.argmax(scores, first, classNames.size());
            lines.print(position);
            lines.print(classNames.get(batch.label(row)));
            lines.print(classNames.get(predicted));
            if (everyScore) {
                for (int c = 0; c < classNames.size(); c++) {
                    lines.print(scores[first + c]);
                }
            } else {
                lines.print(scores[first + predicted]);
            }
            lines.println();
        }
    }
}
