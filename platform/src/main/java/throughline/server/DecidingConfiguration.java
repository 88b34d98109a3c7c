package throughline.server;

import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import throughline.api.CareRoutes;
import throughline.api.ChangeRoutes;
import throughline.api.DecisionRoutes;
import throughline.api.DriftRoutes;
import throughline.api.OperatingRoutes;
import throughline.approvals.MatterKind;
import throughline.console.ApprovalPages;
import throughline.console.CarePages;
import throughline.console.ChangePages;
import throughline.console.DecisionPages;
import throughline.console.DriftPages;
import throughline.console.OperatingPages;
import throughline.decisions.Deciding;
import throughline.decisions.WouldActivate;
import throughline.engine.Parked;
import throughline.repairs.Repairs;

/** What people decide, and the pages and interfaces for that. */
@Configuration(proxyBeanMethods = false)
class DecidingConfiguration {

    /** Every bean that is a kind of matter is asked about its own requests. */
    @Bean
    Deciding deciding(Installation installation, ObjectProvider<MatterKind> kinds) {
        List<MatterKind> more = kinds.orderedStream().toList();
        return Deciding.over(
                installation.dataSource(), installation::release, installation.clock(), more);
    }

    @Bean
    DecisionRoutes decisionRoutes(Deciding deciding) {
        return new DecisionRoutes(deciding);
    }

    @Bean
    DecisionPages decisionPages(Installation installation, Deciding deciding) {
        return new DecisionPages(deciding, installation::release);
    }

    @Bean
    ChangePages changePages(Installation installation, Deciding deciding) {
        return new ChangePages(deciding, installation.dataSource(), installation::release);
    }

    @Bean
    ChangeRoutes changeRoutes(Installation installation, Deciding deciding) {
        return new ChangeRoutes(deciding, installation.dataSource(), installation::release);
    }

    @Bean
    ApprovalPages approvalPages(Installation installation, Deciding deciding) {
        return new ApprovalPages(deciding, installation.dataSource(), installation::release);
    }

    @Bean
    Repairs repairs(Installation installation, Deciding deciding) {
        return new Repairs(installation.dataSource(), deciding);
    }

    @Bean
    Parked parked(Installation installation) {
        return new Parked(installation.dataSource(), installation::release);
    }

    @Bean
    CarePages carePages(Installation installation, Deciding deciding, Repairs repairs) {
        return new CarePages(installation.dataSource(), deciding, repairs, installation::release);
    }

    @Bean
    CareRoutes careRoutes(Installation installation, Deciding deciding, Repairs repairs) {
        return new CareRoutes(installation.dataSource(), deciding, repairs);
    }

    @Bean
    OperatingPages operatingPages(Installation installation, Parked parked, Deciding deciding) {
        return new OperatingPages(
                installation.dataSource(), parked, deciding, installation::release);
    }

    @Bean
    DriftRoutes driftRoutes(Installation installation) {
        return new DriftRoutes(
                installation.dataSource(), installation::release, installation.clock());
    }

    @Bean
    DriftPages driftPages(Installation installation) {
        return new DriftPages(
                installation.dataSource(), installation::release, installation.clock());
    }

    @Bean
    OperatingRoutes operatingRoutes(Installation installation, Parked parked, Deciding deciding) {
        return new OperatingRoutes(
                installation.dataSource(),
                parked,
                new WouldActivate(
                        installation.dataSource(), installation::release, installation.clock()),
                deciding);
    }
}
