package dev.kindling.jobs.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives the tests of a class one {@link Site}, which is closed when they are over. Classes may run side by side. */
final class SharedSite implements ParameterResolver {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Site.class;
    }

    @Override
    public Site resolveParameter(ParameterContext parameter, ExtensionContext context) {
        ExtensionContext ofClass = context;
        while (ofClass.getTestMethod().isPresent()) {
            ofClass = ofClass.getParent().orElseThrow();
        }
        String name = context.getRequiredTestClass().getSimpleName();
        return ofClass.getStore(ExtensionContext.Namespace.create(Site.class))
                .getOrComputeIfAbsent(Site.class, key -> open(name), Site.class);
    }

    private static Site open(String name) {
        try {
            return new Site(name);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
