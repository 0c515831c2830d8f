package dev.kindling.network;

import dev.kindling.nn.UpdateRule;
import dev.kindling.random.RandomStream;
import org.jspecify.annotations.Nullable;

/**
 * One thread's way through a layer, forth and back. Owns its buffers: what a method returns is valid until the next
 * call of the same method, and a forward pass must not be changed by others before its backward pass.
 */
public interface Pass {

    /**
     * Outputs {@code [rows, output]} as the layer computes them when nothing is learned. A row's outputs have the same bits
     * whatever the other rows are and how many.
     */
    float[] infer(float[] parameters, float[] inputs, int rows);

    /**
     * Outputs {@code [rows, output]} as the layer computes them while it learns: with the statistics of this batch, and with
     * noise where the layer draws some. Running statistics in {@code parameters} move here.
     */
    float[] train(float[] parameters, float[] inputs, int rows, RandomStream random);

    /**
     * The way back of the last {@link #train}: hands the layer's gradients to {@code rule} and writes the gradient by the
     * inputs. As long as {@code rule} leaves the parameters as they were, it may be gone again.
     *
     * @param inputs what {@link #train} was given
     * @param outputDeltas gradient by the outputs, {@code [rows, output]}; the layer may overwrite it
     * @param inputDeltas gets the gradient by the inputs, {@code [rows, input]}; null if nobody asks for it
     */
    void backward(
            float[] parameters,
            float[] inputs,
            float[] outputDeltas,
            int rows,
            float @Nullable [] inputDeltas,
            UpdateRule rule);
}
