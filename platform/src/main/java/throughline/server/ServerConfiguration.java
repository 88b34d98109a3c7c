package throughline.server;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Set;
import javax.sql.DataSource;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import throughline.access.Refusals;
import throughline.api.ActionRoutes;
import throughline.api.ApiRefusals;
import throughline.api.AuditRoutes;
import throughline.api.DescriptionRoutes;
import throughline.api.EngagementRoutes;
import throughline.api.GovernanceRoutes;
import throughline.api.InsightRoutes;
import throughline.api.MovementRoutes;
import throughline.api.RehearsalRoutes;
import throughline.api.ReleaseRoutes;
import throughline.api.SchemaRoutes;
import throughline.api.StrictTexts;
import throughline.api.TraceRoutes;
import throughline.console.ActionPages;
import throughline.console.ConsoleRefusals;
import throughline.console.ConsoleRoutes;
import throughline.console.MovementPages;
import throughline.console.OwnersPages;
import throughline.console.PeopleRoutes;
import throughline.console.ReleasePages;
import throughline.insight.Settings;
import throughline.intake.RefusalStore;
import throughline.intake.Rush;
import throughline.intake.WebhookServlet;
import throughline.intake.WebhookValve;
import throughline.publish.CloudEvents;
import throughline.publish.MilestonesController;
import throughline.publish.PublicationStore;
import throughline.publish.SubscriptionStore;
import throughline.publish.SubscriptionsController;
import throughline.rehearsal.RunningRehearsals;

/** The web side of an installation, bean by bean. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration(exclude = UserDetailsServiceAutoConfiguration.class)
@Import({SecurityConfiguration.class, DecidingConfiguration.class, MoneyConfiguration.class})
class ServerConfiguration {

    /** Names of this machine: anything else in a Host header is somebody else's page calling. */
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]", "::1");

    private static final String INTAKE = "/intake";

    /** Closed with the installation, not with the web side. */
    @Bean(destroyMethod = "")
    DataSource dataSource(Installation installation) {
        return installation.dataSource();
    }

    @Bean
    ConsoleRoutes console(Installation installation) {
        return new ConsoleRoutes(
                installation.dataSource(),
                installation::engagement,
                installation::release,
                installation.clock());
    }

    @Bean
    WebhookServlet webhookServlet(Installation installation) {
        return new WebhookServlet(
                installation::release,
                installation.secrets(),
                installation.intake(),
                new RefusalStore(installation.dataSource()),
                installation.clock(),
                installation.rush());
    }

    @Bean
    ServletRegistrationBean<WebhookServlet> webhooks(WebhookServlet servlet) {
        return new ServletRegistrationBean<>(servlet, INTAKE + "/*");
    }

    /** Apart from the pages' machinery: it acknowledges thousands of messages a second. */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> webhooksFirst(
            WebhookServlet servlet) {
        return factory ->
                factory.addEngineValves(new WebhookValve(servlet, INTAKE, LOOPBACK::contains));
    }

    /** Notifications are not among the pages' requests, so they are counted here. */
    @Bean
    MeterBinder notifications(Installation installation) {
        return registry ->
                FunctionCounter.builder(
                                "throughline.intake.notifications",
                                installation.rush(),
                                Rush::notifications)
                        .description("notifications with a good signature")
                        .register(registry);
    }

    @Bean
    MilestonesController milestones(Installation installation) {
        return new MilestonesController(
                new PublicationStore(JdbcClient.create(installation.dataSource())),
                CloudEvents.of(installation.release().name()));
    }

    @Bean
    SubscriptionsController subscriptions(Installation installation) {
        JdbcClient database = JdbcClient.create(installation.dataSource());
        return new SubscriptionsController(
                new SubscriptionStore(database), new PublicationStore(database));
    }

    @Bean
    InsightRoutes insight(Installation installation) {
        return new InsightRoutes(installation.dataSource(), () -> settings(installation));
    }

    @Bean
    MovementRoutes movements(Installation installation) {
        return new MovementRoutes(installation.dataSource(), () -> settings(installation));
    }

    @Bean
    MovementPages movementPages(Installation installation) {
        return new MovementPages(
                installation.dataSource(),
                () -> settings(installation),
                () -> installation.release().name(),
                installation.clock());
    }

    static Settings settings(Installation installation) {
        return Settings.of(
                installation.release(),
                LocalDate.ofInstant(installation.clock().instant(), ZoneOffset.UTC));
    }

    @Bean
    TraceRoutes traces(Installation installation) {
        return new TraceRoutes(installation.dataSource());
    }

    @Bean
    ActionRoutes actions(Installation installation) {
        return new ActionRoutes(installation.dataSource(), () -> installation.outbound().lanes());
    }

    @Bean
    ActionPages actionPages(Installation installation) {
        return new ActionPages(
                installation.dataSource(),
                installation::release,
                () -> installation.outbound().lanes(),
                installation.clock());
    }

    @Bean
    EngagementRoutes engagements(Installation installation) {
        return new EngagementRoutes(installation.dataSource(), installation.clock());
    }

    @Bean
    AuditRoutes audit(Installation installation) {
        return new AuditRoutes(installation.dataSource());
    }

    @Bean
    StrictTexts strictTexts() {
        return new StrictTexts();
    }

    @Bean
    ApiRefusals apiRefusals() {
        return new ApiRefusals();
    }

    @Bean
    ConsoleRefusals consoleRefusals(Installation installation, Refusals refusals) {
        return new ConsoleRefusals(installation::release, refusals);
    }

    @Bean
    PeopleRoutes peopleRoutes(Installation installation) {
        return new PeopleRoutes(
                installation.dataSource(), installation::release, installation.clock());
    }

    @Bean
    GovernanceRoutes governanceRoutes(Installation installation) {
        return new GovernanceRoutes(installation.dataSource(), installation::release);
    }

    @Bean
    OwnersPages ownersPages(Installation installation) {
        return new OwnersPages(installation.dataSource(), installation::release);
    }

    @Bean
    RunningRehearsals runningRehearsals(Installation installation) {
        return new RunningRehearsals(installation.dataSource(), installation.clock());
    }

    @Bean
    ReleasePages releasePages(Installation installation, RunningRehearsals running) {
        return new ReleasePages(
                installation.dataSource(), installation::release, installation.clock(), running);
    }

    @Bean
    ReleaseRoutes releaseRoutes(Installation installation, RunningRehearsals running) {
        return new ReleaseRoutes(installation.dataSource(), installation.clock(), running);
    }

    @Bean
    RehearsalRoutes rehearsalRoutes(Installation installation, RunningRehearsals running) {
        return new RehearsalRoutes(installation.dataSource(), installation.clock(), running);
    }

    @Bean
    DescriptionRoutes description() {
        return new DescriptionRoutes();
    }

    @Bean
    SchemaRoutes schemas(Installation installation) {
        return new SchemaRoutes(installation::release);
    }

    @Bean
    StrictHttpFirewall firewall() {
        StrictHttpFirewall firewall = new StrictHttpFirewall();
        firewall.setAllowedHostnames(LOOPBACK::contains);
        // Nobody types it, and the database cannot keep it.
        firewall.setAllowedParameterValues(value -> value == null || value.indexOf(0) < 0);
        return firewall;
    }
}
