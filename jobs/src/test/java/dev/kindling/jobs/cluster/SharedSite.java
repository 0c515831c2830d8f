package dev.kindling.jobs.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives every test class that asks the one {@link Site}, which is closed when all tests are over. */
final class SharedSite implements ParameterResolver {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Site.class;
    }

    @Override
    public Site resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.create(Site.class))
                .getOrComputeIfAbsent(Site.class, key -> open(), Site.class);
    }

    private static Site open() {
        try {
            return new Site();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
