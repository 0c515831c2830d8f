package dev.kindling.jobs.continual;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kindling.fault.UserMistake;
import dev.kindling.jobs.config.ConfigReader;
import dev.kindling.jobs.config.ContinualConfig;
import dev.kindling.jobs.run.FiniteNumbers;
import dev.kindling.jobs.run.RunFolder;
import dev.kindling.spark.storage.AtomicFiles;
import dev.kindling.tensor.Blas;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a run could go on from, one file in a folder beside the run's own, {@code DIR.partial/state}: replaced whole after an experience,
 * gone when the run is finished. It ends with the SHA-256 of all before it. Beside it trackers keep what is theirs until the run's own folder is there.
 */
final class PartialRun {

    private static final String STATE = "state";
    private static final byte[] MAGIC = "KFIELD01".getBytes(StandardCharsets.US_ASCII);
    private static final int DIGEST = 32;
    private static final Logger LOG = LoggerFactory.getLogger(PartialRun.class);
    private static final ObjectMapper JSON = FiniteNumbers.mapper();

    private final RunFolder run;
    private final RunFolder folder;
    private final ConfigReader configs = new ConfigReader();

    PartialRun(RunFolder run) {
        this.run = run;
        this.folder = new RunFolder(run.hadoop(), run + ".partial");
    }

    /** Where trackers keep what is theirs. */
    Path path() {
        return folder.path();
    }

    /**
     * Refuses to go on where the run's place is taken. What an attempt left that came as far as writing its results is written over: they are of the same
     * configuration, and its state is still there.
     */
    void requireResumable(ContinualConfig config) throws IOException {
        if (!folder.holds(STATE)) {
            run.requireEmpty();
        }
        if (run.holds(RunFolder.CONFIG)) {
            String where = run.file(RunFolder.CONFIG).toString();
            requireSame(configs.readContinualAgain(run.readText(RunFolder.CONFIG), where, List.of()), config, run);
        }
    }

    /** Refuses to begin where a run could be gone on with; what an attempt that could not has left goes. */
    void begin() throws IOException {
        if (folder.holds(STATE)) {
            throw new UserMistake("a run that was not finished is in " + folder
                    + "; give --resume to go on with it, or another --out, or remove that folder");
        }
        folder.delete();
    }

    /** Writes all that the run needs to go on. */
    void save(ContinualConfig config, Fieldwork fieldwork, FieldLearner learner, List<ExperienceReport> reports)
            throws IOException {
        java.security.MessageDigest sha = DigestUtils.getSha256Digest();
        AtomicFiles.write(folder.hadoop(), folder.file(STATE), file -> {
            DataOutputStream out = new DataOutputStream(
                    new java.io.BufferedOutputStream(new java.security.DigestOutputStream(file, sha)));
            out.write(MAGIC);
            Words.write(configs.write(config).getBytes(StandardCharsets.UTF_8), out);
            out.writeLong(Blas.fingerprint());
            Words.write(JSON.writeValueAsBytes(reports), out);
            int[][] taken = fieldwork.plan().course().taken();
            out.writeInt(taken.length);
            for (int[] images : taken) {
                Words.write(images, out);
            }
            learner.save(out);
            out.flush();
            file.write(sha.digest());
        });
    }

    /**
     * Brings course and learner to where they were.
     *
     * @return the reports of the experiences behind
     * @throws UserMistake if there is nothing to go on with, or it is damaged or of another run
     */
    List<ExperienceReport> resume(ContinualConfig config, Fieldwork fieldwork, FieldLearner learner)
            throws IOException {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(whole()))) {
            in.skipNBytes(MAGIC.length);
            String before = new String(Words.bytes(in), StandardCharsets.UTF_8);
            requireSame(configs.readContinualAgain(before, folder.file(STATE).toString(), List.of()), config, folder);
            requireSameBits(in.readLong());
            List<ExperienceReport> reports = List.of(JSON.readValue(Words.bytes(in), ExperienceReport[].class));
            int[][] taken = new int[in.readInt()][];
            for (int mission = 0; mission < taken.length; mission++) {
                taken[mission] = Words.ints(in);
            }
            fieldwork.plan().course().repeat(taken);
            learner.restore(in);
            return reports;
        }
    }

    private byte[] whole() throws IOException {
        if (!folder.holds(STATE)) {
            throw new UserMistake("--resume: nothing to go on with in " + folder
                    + ": the run is finished, or had no experience behind; run it without --resume");
        }
        byte[] bytes;
        try (InputStream in = folder.open(STATE)) {
            bytes = in.readAllBytes();
        }
        int end = Math.max(0, bytes.length - DIGEST);
        byte[] content = Arrays.copyOf(bytes, end);
        if (end < MAGIC.length
                || !Arrays.equals(MAGIC, Arrays.copyOf(bytes, MAGIC.length))
                || !Arrays.equals(DigestUtils.sha256(content), Arrays.copyOfRange(bytes, end, bytes.length))) {
            throw UserMistake.of(
                    "state to go on from",
                    "a whole file of a run of continual learning",
                    "a damaged one",
                    folder.file(STATE),
                    "remove it and run again without --resume");
        }
        return content;
    }

    private void requireSame(ContinualConfig before, ContinualConfig now, RunFolder where) {
        String difference = configs.difference(before, now);
        if (!difference.isEmpty()) {
            throw new UserMistake("resume with another configuration: " + difference + ", in " + where
                    + "; resume with the configuration of the run, or start a new run with another --out");
        }
    }

    private void requireSameBits(long fingerprint) {
        if (fingerprint != Blas.fingerprint()) {
            throw new UserMistake("resume: matrix products round otherwise here than where " + folder
                    + " was written; set the OPENBLAS_CORETYPE of that run, or start a new run");
        }
    }

    private FileSystem files() throws IOException {
        return path().getFileSystem(folder.hadoop());
    }

    /** The run is finished: what trackers kept goes to it. What cannot stays, with a warning; the run is none the worse for it. */
    void handOver() throws IOException {
        FileSystem files = files();
        files.delete(folder.file(STATE), false);
        boolean all = true;
        for (FileStatus kept : files.exists(path()) ? files.listStatus(path()) : new FileStatus[0]) {
            String name = kept.getPath().getName();
            // Others are halves of files that a kill left.
            if (!name.startsWith(".")) {
                all &= moved(files, kept.getPath(), run.file(name));
            }
        }
        if (all) {
            folder.delete();
        }
    }

    private static boolean moved(FileSystem files, Path from, Path to) {
        String why = "refused";
        try {
            if (files.rename(from, to)) {
                return true;
            }
        } catch (IOException failed) {
            why = String.valueOf(failed.getMessage());
        }
        LOG.warn("{} stays there, it cannot be moved to {}: {}", from, to, why);
        return false;
    }
}
