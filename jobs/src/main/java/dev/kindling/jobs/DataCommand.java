package dev.kindling.jobs;

import picocli.CommandLine.Command;

/** {@code kindling data ...}: what has to do with data sets alone. */
@Command(
        name = "data",
        mixinStandardHelpOptions = true,
        description = "Fetches data sets.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {FetchCommand.class})
final class DataCommand {}
