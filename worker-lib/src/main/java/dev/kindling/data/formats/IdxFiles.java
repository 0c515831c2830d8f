package dev.kindling.data.formats;

import dev.kindling.data.DataSet;
import dev.kindling.data.ExampleStream;
import dev.kindling.data.Split;
import dev.kindling.data.Storage;
import dev.kindling.fault.UserMistake;
import java.io.IOException;
import java.util.List;

/**
 * Four IDX files by name, plain or gz: images of unsigned bytes {@code [n, height, width]} and labels of type 0x08
 * (unsigned byte) or 0x0C (int) {@code [n]}. Examples have the shape 1 x height x width and pixels 0..255, read as
 * byte / 255; no groups.
 *
 * <p>Errors are {@link UserMistake}s: a missing, empty, truncated or overlong file, a wrong magic number, absurd header
 * sizes, a label outside {@code classNames}, images and labels that differ in number.
 *
 * @param trainImages images to learn from; where the path does not exist, the same with ".gz" is tried (also below)
 * @param trainLabels their labels
 * @param testImages images to measure on
 * @param testLabels their labels
 * @param classNames the name of each label, from 0 on
 */
public record IdxFiles(
        String trainImages, String trainLabels, String testImages, String testLabels, List<String> classNames)
        implements DataSet {

    public IdxFiles {
        Settings.requireText("train-images", trainImages);
        Settings.requireText("train-labels", trainLabels);
        Settings.requireText("test-images", testImages);
        Settings.requireText("test-labels", testLabels);
        UserMistake.requireRange(classNames.size() >= 2, "class-names", "a list of at least two names", classNames);
        classNames = List.copyOf(classNames);
    }

    @Override
    public ExampleStream open(Split split, Storage storage) throws IOException {
        return switch (split) {
            case TRAIN -> IdxStream.open(trainImages, trainLabels, classNames, storage);
            case TEST -> IdxStream.open(testImages, testLabels, classNames, storage);
        };
    }
}
