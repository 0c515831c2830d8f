package dev.kindling.jobs.fetch;

/**
 * A file as its authors published it.
 *
 * @param sha256 of its bytes, in hexadecimal
 */
public record PublishedFile(String name, String sha256) {}
