package throughline.server;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** An installation with its console and interfaces, answering on loopback. */
public final class Server implements AutoCloseable {

    private final ConfigurableApplicationContext context;
    private final Installation installation;

    private Server(ConfigurableApplicationContext context, Installation installation) {
        this.context = context;
        this.installation = installation;
    }

    /**
     * Starts one.
     *
     * @param port 0 takes a free one
     * @throws throughline.releases.UnsoundLandscapeException when the landscape is not sound
     */
    public static Server start(Installation.Plan plan, int port) {
        Installation installation = Installation.start(plan, InstantSource.system());
        try {
            return new Server(web(installation, port), installation);
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
        properties.put("spring.threads.virtual.enabled", true);
        properties.put("spring.flyway.enabled", false);
        properties.put("spring.mvc.problemdetails.enabled", true);
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
