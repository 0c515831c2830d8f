package dev.kindling.jobs.cluster;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.apache.hadoop.yarn.server.MiniYARNCluster;

/**
 * HDFS with one data node and YARN with one node manager in a process of their own: Hadoop's servers share no class path
 * with a driver, and YARN's take 17 seconds to stop where a process can simply end. Works in the folder it is started in.
 */
final class HadoopProcess {

    private static final int NODE_MEGABYTES = 4096;

    private HadoopProcess() {}

    /** Writes the clients' configuration to the folder {@code arguments[0]}; ends when standard input does. */
    public static void main(String[] arguments) {
        try {
            start(Files.createDirectories(Path.of(arguments[0])));
            while (System.in.read() >= 0) {
                // What is said does not matter, only the end.
            }
            Runtime.getRuntime().halt(0);
        } catch (Exception failed) {
            failed.printStackTrace();
            // Its servers' threads would go on.
            Runtime.getRuntime().halt(1);
        }
    }

    private static void start(Path conf) throws Exception {
        Configuration hdfs = new Configuration();
        hdfs.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, new File("dfs").getAbsolutePath());
        MiniDFSCluster files =
                new MiniDFSCluster.Builder(hdfs).numDataNodes(1).format(true).build();
        files.waitClusterUp();
        MiniYARNCluster yarn = new MiniYARNCluster("yarn", 1, 1, 1);
        yarn.init(yarnConfiguration(files.getFileSystem().getUri().toString()));
        yarn.start();
        Await.until("YARN's address", Duration.ofMinutes(3), () -> !yarn.getConfig()
                .get(YarnConfiguration.RM_ADDRESS)
                .endsWith(":0"));
        yarn.waitForNodeManagersToConnect(180_000);
        write(yarn.getConfig(), conf.resolve("yarn-site.xml"));
        // Whoever waits for this file finds the other one.
        write(yarn.getConfig(), conf.resolve("core-site.xml"));
    }

    private static Configuration yarnConfiguration(String fileSystem) {
        YarnConfiguration yarn = new YarnConfiguration();
        yarn.set("fs.defaultFS", fileSystem);
        yarn.set("yarn.nodemanager.disk-health-checker.max-disk-utilization-per-disk-percentage", "100.0");
        yarn.setInt("yarn.nodemanager.resource.memory-mb", NODE_MEGABYTES);
        yarn.setInt("yarn.scheduler.minimum-allocation-mb", 256);
        yarn.set("yarn.nodemanager.vmem-check-enabled", "false");
        yarn.set("yarn.resourcemanager.hostname", "localhost");
        // Else the file capacity-scheduler.xml says this, which no jar has.
        String root = "yarn.scheduler.capacity.root.";
        yarn.set(root + "queues", "default");
        yarn.setInt(root + "default.capacity", 100);
        yarn.setInt(root + "default.maximum-capacity", 100);
        yarn.set(root + "default.state", "RUNNING");
        yarn.set(root + "default.user-limit-factor", "1");
        yarn.set(root + "default.acl_submit_applications", "*");
        yarn.set("yarn.scheduler.capacity.maximum-am-resource-percent", "1.0");
        yarn.setInt("yarn.scheduler.capacity.node-locality-delay", -1);
        return yarn;
    }

    private static void write(Configuration configuration, Path file) throws IOException {
        Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
        try (OutputStream out = Files.newOutputStream(temporary)) {
            configuration.writeXml(out);
        }
        Files.move(temporary, file);
    }
}
