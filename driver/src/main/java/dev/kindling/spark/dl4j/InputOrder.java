package dev.kindling.spark.dl4j;

import dev.kindling.tensor.Shape;
import java.util.List;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** How a network wants an example of ours, {@code [channels, height, width]}. */
enum InputOrder {
    /** One row of features, {@code [1, size]}, in our order. */
    FLAT {
        @Override
        long[] shape(Shape input) {
            return new long[] {1, input.size()};
        }
    },
    /** {@code [1, channels, height, width]}. */
    CHANNELS_FIRST {
        @Override
        long[] shape(Shape input) {
            return new long[] {1, input.channels(), input.height(), input.width()};
        }
    },
    /** {@code [1, height, width, channels]}, as Keras on TensorFlow has it. */
    CHANNELS_LAST {
        @Override
        long[] shape(Shape input) {
            return new long[] {1, input.height(), input.width(), input.channels()};
        }
    };

    abstract long[] shape(Shape input);

    /** The order that the first layer which has one asks for. */
    static InputOrder of(List<LayeredNetwork.Step> path) {
        for (LayeredNetwork.Step step : path) {
            InputOrder order = of(step.before(), step.layer());
            if (order != null) {
                return order;
            }
        }
        return FLAT;
    }

    private static @Nullable InputOrder of(@Nullable InputPreProcessor before, @Nullable Layer layer) {
        if (before instanceof FeedForwardToCnnPreProcessor) {
            return FLAT;
        }
        if (before instanceof CnnToFeedForwardPreProcessor flattening) {
            return of(flattening.getFormat());
        }
        if (layer instanceof DenseLayer) {
            return FLAT;
        }
        if (layer instanceof ConvolutionLayer convolution) {
            return of(convolution.getCnn2dDataFormat());
        }
        if (layer instanceof SubsamplingLayer pooling) {
            return of(pooling.getCnn2dDataFormat());
        }
        if (layer instanceof ZeroPaddingLayer padding) {
            return of(padding.getDataFormat());
        }
        if (layer instanceof Upsampling2D upsampling) {
            return of(upsampling.getFormat());
        }
        // Of flat features a batch normalisation has an order too, which says nothing.
        return layer instanceof BatchNormalization norm && norm.getCnn2DFormat() == CNN2DFormat.NHWC
                ? CHANNELS_LAST
                : null;
    }

    private static InputOrder of(@Nullable CNN2DFormat format) {
        return format == CNN2DFormat.NHWC ? CHANNELS_LAST : CHANNELS_FIRST;
    }

    /** One example as the network's input; {@code values} is written, not kept. */
    INDArray arrange(float[] inputs, int row, Shape input, float[] values) {
        int positions = input.height() * input.width();
        int from = row * input.size();
        if (this == CHANNELS_LAST && input.channels() > 1) {
            for (int i = 0; i < input.size(); i++) {
                values[i % positions * input.channels() + i / positions] = inputs[from + i];
            }
        } else {
            System.arraycopy(inputs, from, values, 0, input.size());
        }
        return Nd4j.create(values, shape(input), 'c');
    }
}
