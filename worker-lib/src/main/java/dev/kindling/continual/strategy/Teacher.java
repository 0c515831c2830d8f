package dev.kindling.continual.strategy;

import dev.kindling.data.Batch;
import dev.kindling.learn.Classifier;

/** The network of the experience before, asked about batches. Owns its buffers. */
final class Teacher {

    private final Classifier classifier;
    private final float[] parameters;
    private final float[] outputs;
    private final int experiences;

    Teacher(Lesson lesson, int capacity) {
        this.classifier = lesson.network().classifier(lesson.problem(), capacity);
        this.parameters = lesson.carried().model().values();
        this.outputs = new float[capacity * lesson.problem().classes()];
        this.experiences = lesson.carried().experiences();
    }

    /** Its outputs, {@code [batch size, classes]}; valid until the next call. */
    float[] outputs(Batch batch) {
        classifier.scores(parameters, batch, outputs);
        return outputs;
    }

    /** Experiences that it has behind it. */
    int experiences() {
        return experiences;
    }
}
