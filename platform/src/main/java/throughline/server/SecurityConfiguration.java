package throughline.server;

import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import throughline.access.Access;
import throughline.access.FailureRoutes;
import throughline.access.OpenIdProvider;
import throughline.access.Refusals;
import throughline.console.AccountRoutes;
import throughline.people.People;

/** Who gets in, and the pages for that. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

    @Bean
    AccountRoutes account(Installation installation) {
        return new AccountRoutes(
                new People(installation.dataSource()),
                installation.dataSource(),
                installation::release,
                installation.clock(),
                OpenIdProvider.of(installation.home().directory()).isPresent());
    }

    @Bean
    Refusals refusals(AccountRoutes account) {
        return new Refusals(account::refused);
    }

    @Bean
    FailureRoutes failures(Refusals refusals) {
        return new FailureRoutes(refusals);
    }

    /** What is refused before any filter sees it is told in the same words. */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> refusedFirst(Refusals refusals) {
        return factory ->
                factory.addContextCustomizers(context -> RefusalValve.instead(context, refusals));
    }

    @Bean
    Access access(Installation installation, Refusals refusals) {
        return new Access(
                installation.dataSource(),
                installation.clock(),
                OpenIdProvider.of(installation.home().directory()),
                installation.secrets(),
                refusals);
    }

    @Bean
    RequestRejectedHandler rejected(Access access) {
        return access.rejected();
    }

    @Bean
    @Order(1)
    SecurityFilterChain programs(HttpSecurity http, Access access) {
        return access.programs(http);
    }

    @Bean
    @Order(2)
    SecurityFilterChain systems(HttpSecurity http, Access access) {
        return access.intake(http);
    }

    @Bean
    @Order(3)
    SecurityFilterChain people(HttpSecurity http, Access access) {
        return access.people(http);
    }
}
