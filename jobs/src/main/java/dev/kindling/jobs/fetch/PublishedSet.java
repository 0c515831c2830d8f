package dev.kindling.jobs.fetch;

import dev.kindling.fault.UserMistake;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A data set that can be fetched.
 *
 * @param name what the command line calls it
 * @param mirror the folder it is downloaded from
 */
public record PublishedSet(String name, String mirror, List<PublishedFile> files) {

    private static final List<PublishedSet> ALL = List.of(
            new PublishedSet(
                    "mnist",
                    "https://storage.googleapis.com/cvdf-datasets/mnist/",
                    idx(
                            "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609",
                            "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c",
                            "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6",
                            "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6")),
            new PublishedSet(
                    "fashion-mnist",
                    "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/",
                    idx(
                            "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84",
                            "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845",
                            "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073",
                            "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5")),
            new PublishedSet(
                    "omniglot",
                    "https://github.com/brendenlake/omniglot/raw/master/python/",
                    List.of(
                            new PublishedFile(
                                    "images_background.zip",
                                    "ad41ab679c8b5d90b271ef46be6987cc81211774a695c29dcc5367b2b26ee640"),
                            new PublishedFile(
                                    "images_evaluation.zip",
                                    "1f61a8f3366785b057fc117d9228e78a16e3d976c8953b2a10fcc74cf0609cee"))));

    public PublishedSet {
        files = List.copyOf(files);
    }

    /** The set that the command line names so. */
    public static PublishedSet named(String name) {
        return ALL.stream()
                .filter(set -> set.name.equals(name))
                .findFirst()
                .orElseThrow(() -> new UserMistake("unknown data set: expected "
                        + ALL.stream().map(PublishedSet::name).collect(Collectors.joining(" or ")) + ", found " + name
                        + "; give one of these"));
    }

    private static List<PublishedFile> idx(
            String trainImages, String trainLabels, String testImages, String testLabels) {
        return List.of(
                new PublishedFile("train-images-idx3-ubyte.gz", trainImages),
                new PublishedFile("train-labels-idx1-ubyte.gz", trainLabels),
                new PublishedFile("t10k-images-idx3-ubyte.gz", testImages),
                new PublishedFile("t10k-labels-idx1-ubyte.gz", testLabels));
    }
}
