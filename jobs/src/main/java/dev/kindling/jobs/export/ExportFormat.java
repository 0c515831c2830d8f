package dev.kindling.jobs.export;

/** The formats that models are exported in. */
public enum ExportFormat {
    /** Operations and weights, for ONNX Runtime and others. */
    ONNX,
    /** A zip of Deeplearning4j's ModelSerializer. */
    DL4J,
    /** Weights alone, with the names and shapes of PyTorch's modules. */
    SAFETENSORS
}
