package throughline.server;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import throughline.api.CodeRoutes;
import throughline.api.ConversionRoutes;
import throughline.api.CutoffRoutes;
import throughline.api.FlowRoutes;
import throughline.api.MonthEndRoutes;
import throughline.api.NoticeRoutes;
import throughline.api.VerificationRoutes;
import throughline.closing.MonthEndLooks;
import throughline.console.CodePages;
import throughline.console.CutoffPages;
import throughline.console.ExecutivePages;
import throughline.console.ExplainPages;
import throughline.console.Faces;
import throughline.console.FlowPages;
import throughline.console.MonthEndPages;
import throughline.console.NoticePages;
import throughline.conversion.ConversionDesk;
import throughline.flow.FlowDesk;
import throughline.insight.FigureSource;

/** Where money stands before a period is closed and an invoice is late. */
@Configuration(proxyBeanMethods = false)
class MoneyConfiguration {

    private static FigureSource figures(Installation installation) {
        return new FigureSource(
                installation.dataSource(),
                () -> ServerConfiguration.settings(installation),
                installation::release,
                installation.clock());
    }

    @Bean
    MonthEndLooks monthEndLooks(Installation installation) {
        MonthEndLooks looks = new MonthEndLooks(installation.dataSource(), installation.clock());
        looks.ahead(installation.release());
        return looks;
    }

    @Bean
    MonthEndPages monthEndPages(Installation installation, MonthEndLooks looks) {
        return new MonthEndPages(looks, installation::release, installation.clock());
    }

    @Bean
    MonthEndRoutes monthEndRoutes(Installation installation, MonthEndLooks looks) {
        return new MonthEndRoutes(looks, installation::release, installation.clock());
    }

    @Bean
    CutoffPages cutoffPages(Installation installation) {
        return new CutoffPages(
                installation.dataSource(), installation::release, installation.clock());
    }

    @Bean
    CutoffRoutes cutoffRoutes(Installation installation) {
        return new CutoffRoutes(
                installation.dataSource(), installation::release, installation.clock());
    }

    @Bean
    ExplainPages explainPages(Installation installation) {
        return new ExplainPages(figures(installation));
    }

    @Bean
    VerificationRoutes verificationRoutes(Installation installation) {
        return new VerificationRoutes(figures(installation));
    }

    @Bean
    ConversionDesk conversionDesk(Installation installation) {
        return new ConversionDesk(figures(installation));
    }

    @Bean
    ExecutivePages executivePages(Installation installation, ConversionDesk desk) {
        return new ExecutivePages(desk, installation::release);
    }

    @Bean
    ConversionRoutes conversionRoutes(ConversionDesk desk) {
        return new ConversionRoutes(desk);
    }

    @Bean
    NoticePages noticePages(Installation installation) {
        return new NoticePages(
                installation.dataSource(),
                installation::release,
                installation.clock(),
                installation.tellsPeople());
    }

    @Bean
    NoticeRoutes noticeRoutes(Installation installation) {
        return new NoticeRoutes(installation.dataSource());
    }

    /** Pages of a demonstration lead to the vendors that can be played. */
    @Bean
    WebMvcConfigurer faces(Installation installation) {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(new Faces(installation.faces()));
            }
        };
    }

    @Bean
    FlowDesk flowDesk(Installation installation) {
        return new FlowDesk(installation.dataSource(), installation::release, installation.clock());
    }

    @Bean
    FlowPages flowPages(Installation installation, FlowDesk desk) {
        return new FlowPages(desk, installation::release);
    }

    @Bean
    FlowRoutes flowRoutes(FlowDesk desk) {
        return new FlowRoutes(desk);
    }

    @Bean
    CodePages codePages(Installation installation) {
        return new CodePages(
                installation.dataSource(), installation::release, installation.clock());
    }

    @Bean
    CodeRoutes codeRoutes(Installation installation) {
        return new CodeRoutes(installation.dataSource(), installation.clock());
    }
}
