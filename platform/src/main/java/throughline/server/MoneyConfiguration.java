package throughline.server;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import throughline.api.MonthEndRoutes;
import throughline.console.MonthEndPages;

/** Where money stands before a period is closed and an invoice is late. */
@Configuration(proxyBeanMethods = false)
class MoneyConfiguration {

    @Bean
    MonthEndPages monthEndPages(Installation installation) {
        return new MonthEndPages(
                installation.dataSource(), installation::release, installation.clock());
    }

    @Bean
    MonthEndRoutes monthEndRoutes(Installation installation) {
        return new MonthEndRoutes(
                installation.dataSource(), installation::release, installation.clock());
    }
}
