package dev.kindling.learn.contrastive;

/** Over what the similarities of samples and prototypes become a distribution that shall stay as it was. */
public enum Relation {
    /** For each old prototype over the samples of the batch: which samples it is closest to. The paper's equation; a sum over prototypes. */
    SAMPLES,
    /** For each sample over the old prototypes: which it is closest to. The authors' code; a mean over samples. */
    CLASSES
}
