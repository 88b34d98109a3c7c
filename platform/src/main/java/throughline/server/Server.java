package throughline.server;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.bridge.SLF4JBridgeHandler;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** An installation with its console and interfaces, answering on loopback. */
public final class Server implements AutoCloseable {

    static {
        // The log is set up before the web side comes, and others write to it meanwhile: set up
        // once more beneath them, it loses what they say, and fails now and then.
        System.setProperty(LoggingSystem.SYSTEM_PROPERTY, LoggingSystem.NONE);
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
    }

    private final ConfigurableApplicationContext context;
    private final Installation installation;
    private final Optional<FirstSignIn> first;

    private Server(
            ConfigurableApplicationContext context,
            Installation installation,
            Optional<FirstSignIn> first) {
        this.context = context;
        this.installation = installation;
        this.first = first;
    }

    /**
     * Starts one.
     *
     * @param port 0 takes a free one
     * @throws throughline.releases.UnsoundLandscapeException when the landscape is not sound
     */
    public static Server start(Installation.Plan plan, int port) {
        return start(plan, port, InstantSource.system());
    }

    /** One that takes another time for the present; for tests. */
    static Server start(Installation.Plan plan, int port, InstantSource clock) {
        Installation installation = Installation.start(plan, clock);
        try {
            ConfigurableApplicationContext context = web(installation, port);
            return new Server(context, installation, FirstSignIn.of(installation));
        } catch (RuntimeException e) {
            installation.close();
            throw e;
        }
    }

    private static ConfigurableApplicationContext web(Installation installation, int port) {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("server.address", "127.0.0.1");
        properties.put("server.port", port);
        properties.put("server.shutdown", "graceful");
        properties.put("spring.lifecycle.timeout-per-shutdown-phase", "3s");
        properties.put("server.tomcat.max-keep-alive-requests", -1);
        properties.put("server.tomcat.max-http-form-post-size", "64KB");
        properties.put("server.servlet.session.timeout", "30m");
        properties.put("server.servlet.session.tracking-modes", "cookie");
        properties.put("server.servlet.session.cookie.name", "throughline");
        properties.put("server.servlet.session.cookie.http-only", true);
        properties.put("server.servlet.session.cookie.same-site", "lax");
        properties.put("server.error.include-message", "never");
        properties.put("server.error.include-stacktrace", "never");
        properties.put("spring.threads.virtual.enabled", true);
        properties.put("spring.flyway.enabled", false);
        // It would read whatever is sent by PUT and DELETE before anybody looks at size or sender.
        properties.put("spring.mvc.formcontent.filter.enabled", false);
        properties.put("spring.main.log-startup-info", false);
        properties.put(
                "management.endpoints.web.exposure.include", "health,info,metrics,prometheus");
        return new SpringApplicationBuilder(ServerConfiguration.class)
                .web(WebApplicationType.SERVLET)
                .bannerMode(Banner.Mode.OFF)
                .registerShutdownHook(false)
                .properties(properties)
                .initializers(
                        context ->
                                ((GenericApplicationContext) context)
                                        .registerBean(
                                                Installation.class,
                                                () -> installation,
                                                Server::closedByUs))
                .run();
    }

    /** Closed with the server, not by the web side, which would close it a first time. */
    private static void closedByUs(BeanDefinition definition) {
        definition.setDestroyMethodName("");
    }

    /** Where it answers, without a slash at the end. */
    public String url() {
        return "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port");
    }

    /** How to sign in for the first time; told once, by the first server of a home. */
    public Optional<FirstSignIn> firstSignIn() {
        return first;
    }

    /** Its web side, for tests that look at all of it. */
    ConfigurableApplicationContext context() {
        return context;
    }

    /** What it serves. */
    public Installation installation() {
        return installation;
    }

    @Override
    public void close() {
        context.close();
        installation.close();
    }
}
