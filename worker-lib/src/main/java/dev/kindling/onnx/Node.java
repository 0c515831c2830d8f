package dev.kindling.onnx;

import java.util.List;

/** A NodeProto: an operation with its attributes. */
final class Node {

    private final ProtobufMessage message = new ProtobufMessage();

    Node(String operation, String output, List<String> inputs) {
        inputs.forEach(input -> message.text(Field.NODE_INPUT, input));
        message.text(Field.NODE_OUTPUT, output);
        message.text(Field.NODE_NAME, operation + ":" + output);
        message.text(Field.NODE_OP_TYPE, operation);
    }

    Node with(String name, long value) {
        message.message(Field.NODE_ATTRIBUTE, attribute(name, Field.TYPE_INT).number(Field.ATTRIBUTE_INT, value));
        return this;
    }

    Node with(String name, float value) {
        message.message(Field.NODE_ATTRIBUTE, attribute(name, Field.TYPE_FLOAT).float32(Field.ATTRIBUTE_FLOAT, value));
        return this;
    }

    Node with(String name, List<Integer> values) {
        ProtobufMessage attribute = attribute(name, Field.TYPE_INTS);
        values.forEach(value -> attribute.number(Field.ATTRIBUTE_INTS, value));
        message.message(Field.NODE_ATTRIBUTE, attribute);
        return this;
    }

    private static ProtobufMessage attribute(String name, int type) {
        return new ProtobufMessage().text(Field.ATTRIBUTE_NAME, name).number(Field.ATTRIBUTE_TYPE, type);
    }

    ProtobufMessage message() {
        return message;
    }
}
