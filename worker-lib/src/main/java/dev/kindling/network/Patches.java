package dev.kindling.network;

import java.util.Arrays;

/**
 * The inputs of each output, side by side: {@code [outputs, kernel x kernel x in channels]} row-major, so that a
 * convolution is a matrix product. Channels last makes a kernel's row one stretch of memory.
 */
final class Patches {

    private final int height;
    private final int width;
    private final int channels;
    private final int kernel;
    private final int stride;
    private final int padding;
    private final int outHeight;
    private final int outWidth;

    Patches(Conv2d.Window window) {
        height = window.input().height();
        width = window.input().width();
        channels = window.input().channels();
        kernel = window.settings().kernel();
        stride = window.settings().stride();
        padding = window.settings().padding();
        outHeight = window.height();
        outWidth = window.width();
    }

    /** Writes the patches of the image at {@code image}. */
    void gather(float[] images, int image, float[] patches, int at) {
        int run = kernel * channels;
        for (int y = 0; y < outHeight; y++) {
            for (int x = 0; x < outWidth; x++) {
                for (int k = 0; k < kernel; k++) {
                    gatherRun(images, image, y * stride + k - padding, x * stride - padding, patches, at, run);
                    at += run;
                }
            }
        }
    }

    private void gatherRun(float[] images, int image, int row, int column, float[] patches, int at, int run) {
        if (row < 0 || row >= height) {
            Arrays.fill(patches, at, at + run, 0);
            return;
        }
        int first = Math.max(0, -column);
        int end = Math.min(kernel, width - column);
        int from = image + (row * width + column + first) * channels;
        int length = (end - first) * channels;
        if (length == run && run >= 16) {
            System.arraycopy(images, from, patches, at, run);
            return;
        }
        Arrays.fill(patches, at, at + first * channels, 0);
        for (int i = 0; i < length; i++) {
            patches[at + first * channels + i] = images[from + i];
        }
        Arrays.fill(patches, at + end * channels, at + run, 0);
    }

    /** Adds each patch back to where it was gathered from: the transposed map. */
    void scatter(float[] patches, int at, float[] images, int image) {
        int run = kernel * channels;
        for (int y = 0; y < outHeight; y++) {
            for (int x = 0; x < outWidth; x++) {
                for (int k = 0; k < kernel; k++) {
                    scatterRun(patches, at, images, image, y * stride + k - padding, x * stride - padding);
                    at += run;
                }
            }
        }
    }

    private void scatterRun(float[] patches, int at, float[] images, int image, int row, int column) {
        if (row < 0 || row >= height) {
            return;
        }
        int first = Math.max(0, -column);
        int end = Math.min(kernel, width - column);
        int to = image + (row * width + column) * channels;
        for (int i = first * channels; i < end * channels; i++) {
            images[to + i] += patches[at + i];
        }
    }
}
