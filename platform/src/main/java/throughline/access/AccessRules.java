package throughline.access;

import static throughline.access.Need.ADMINISTER;
import static throughline.access.Need.AUDIT;
import static throughline.access.Need.DECIDE;
import static throughline.access.Need.NOTHING;
import static throughline.access.Need.OPERATE;
import static throughline.access.Need.SEE;
import static throughline.access.Need.SEE_ALL;
import static throughline.access.Need.SIGNED_IN;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Every address of the server and what it asks of whoever calls it. What stands in no row is
 * refused, and the build fails for a route without one. The first row that fits decides.
 */
public final class AccessRules {

    private static final String GET = "GET";
    private static final String POST = "POST";
    private static final String ANY = "*";
    private static final Set<String> EVERY = Set.of("DELETE", GET, POST, "PUT");

    /** The table. */
    public static final List<Rule> ALL =
            List.of(
                    // Everybody: to sign in, and what proves itself otherwise or is no secret.
                    rule(GET, "/sign-in", NOTHING),
                    rule(POST, "/sign-in", NOTHING),
                    rule(POST, "/sign-out", NOTHING),
                    rule(GET, "/oauth2/authorization/{provider}", NOTHING),
                    rule(GET, "/login/oauth2/code/{provider}", NOTHING),
                    rule(ANY, "/intake/**", NOTHING),
                    rule(GET, "/console/throughline.css", NOTHING),
                    rule(GET, "/console/console.js", NOTHING),
                    rule(GET, "/console/mark.svg", NOTHING),
                    rule(GET, "/favicon.ico", NOTHING),
                    rule(GET, "/webjars/**", NOTHING),
                    rule(GET, "/actuator/health/**", NOTHING),
                    rule(GET, "/api/v1/openapi.yaml", NOTHING),
                    rule(GET, "/api/v1/asyncapi.json", NOTHING),
                    rule(ANY, "/error", NOTHING),
                    // Oneself.
                    rule(GET, "/account", SIGNED_IN),
                    rule(POST, "/account/password", SIGNED_IN),
                    // The console.
                    rule(GET, "/", SEE),
                    rule(GET, "/console/stream", SEE),
                    rule(GET, "/engagements", SEE),
                    rule(GET, "/engagements/{id}", SEE),
                    rule(GET, "/figures", SEE_ALL),
                    rule(GET, "/month-end", SEE_ALL),
                    rule(GET, "/cutoff", SEE_ALL),
                    rule(GET, "/executive", SEE_ALL),
                    rule(GET, "/explain/figure", SEE_ALL),
                    rule(GET, "/explain/engagement", SEE),
                    rule(GET, "/explain/invoice", SEE_ALL),
                    rule(GET, "/exceptions", SEE),
                    rule(GET, "/engagements/{id}/changes", SEE),
                    rule(GET, "/engagements/{id}/decisions", DECIDE),
                    rule(GET, "/engagements/{id}/decisions/preview", DECIDE),
                    rule(POST, "/engagements/{id}/decisions", DECIDE),
                    rule(GET, "/approvals", DECIDE),
                    rule(POST, "/approvals/{id}/approve", DECIDE),
                    rule(POST, "/approvals/{id}/refuse", DECIDE),
                    rule(POST, "/approvals/{id}/withdraw", DECIDE),
                    rule(GET, "/exceptions.csv", SEE),
                    rule(GET, "/exceptions/care", DECIDE),
                    rule(POST, "/exceptions/assign", DECIDE),
                    rule(POST, "/exceptions/snooze", DECIDE),
                    rule(POST, "/exceptions/comment", DECIDE),
                    rule(GET, "/repairs/new", DECIDE),
                    rule(POST, "/repairs", DECIDE),
                    rule(GET, "/repairs/{id}", DECIDE),
                    rule(POST, "/repairs/{id}/rest", DECIDE),
                    rule(GET, "/incidents", OPERATE),
                    rule(GET, "/flow", OPERATE),
                    rule(GET, "/codes", SEE_ALL),
                    rule(GET, "/codes/new", DECIDE),
                    rule(POST, "/codes", DECIDE),
                    rule(GET, "/notices", OPERATE),
                    rule(GET, "/parked", OPERATE),
                    rule(GET, "/parked/{id}", OPERATE),
                    rule(POST, "/parked/{id}/requeue", OPERATE),
                    rule(GET, "/drift", SEE_ALL),
                    rule(POST, "/drift/accept", DECIDE),
                    rule(GET, "/actions", SEE),
                    rule(GET, "/actions/one", SEE),
                    rule(GET, "/releases", SEE_ALL),
                    rule(GET, "/owners", SEE_ALL),
                    rule(GET, "/releases/{id}", SEE_ALL),
                    rule(GET, "/rehearsals/{number}", SEE_ALL),
                    rule(GET, "/rehearsals/{number}/progress", SEE_ALL),
                    rule(GET, "/rehearsals/{number}/at-once", SEE_ALL),
                    rule(GET, "/rehearsals/{number}/why", SEE_ALL),
                    rule(POST, "/releases/{id}/rehearse", DECIDE),
                    rule(POST, "/rehearsals/{number}/cancel", DECIDE),
                    rule(POST, "/releases/{id}/approve", DECIDE),
                    rule(POST, "/releases/{id}/apply", DECIDE),
                    rule(POST, "/releases/{id}/roll-back", DECIDE),
                    rule(POST, "/releases/{id}/rebase", DECIDE),
                    rule(GET, "/audit", AUDIT),
                    rule(GET, "/people", ADMINISTER),
                    // Programs.
                    rule(GET, "/actuator/**", OPERATE),
                    rule(GET, "/api/v1/metrics/**", SEE_ALL),
                    rule(GET, "/api/v1/engagements", SEE),
                    rule(GET, "/api/v1/engagements/{id}", SEE),
                    rule(GET, "/api/v1/engagements/{id}/events", SEE),
                    rule(GET, "/api/v1/engagements/{id}/explanation", SEE),
                    rule(GET, "/api/v1/invoices/explanation", SEE_ALL),
                    rule(GET, "/api/v1/engagements/{id}/verification", SEE),
                    rule(GET, "/api/v1/invoices/verification", SEE_ALL),
                    rule(GET, "/api/v1/exceptions", SEE),
                    rule(GET, "/api/v1/actions", SEE),
                    rule(GET, "/api/v1/actions/one", SEE),
                    rule(GET, "/api/v1/traces/{trace}", OPERATE),
                    rule(GET, "/api/v1/drift", SEE_ALL),
                    rule(POST, "/api/v1/drift/acceptances", DECIDE),
                    rule(GET, "/api/v1/schemas", SEE),
                    rule(GET, "/api/v1/schemas/{type}", SEE),
                    rule(GET, "/api/v1/check", SEE_ALL),
                    rule(GET, "/api/v1/month-end", SEE_ALL),
                    rule(GET, "/api/v1/cutoffs", SEE_ALL),
                    rule(GET, "/api/v1/cash-conversion", SEE_ALL),
                    rule(GET, "/api/v1/milestones", SEE_ALL),
                    rule(GET, "/api/v1/subscriptions", OPERATE),
                    rule(ANY, "/api/v1/subscriptions/{id}", OPERATE),
                    rule(POST, "/api/v1/engagements/{id}/decisions/preview", DECIDE),
                    rule(POST, "/api/v1/engagements/{id}/decisions", DECIDE),
                    rule(GET, "/api/v1/approvals", DECIDE),
                    rule(GET, "/api/v1/approvals/{id}", DECIDE),
                    rule(POST, "/api/v1/approvals/{id}/approval", DECIDE),
                    rule(POST, "/api/v1/approvals/{id}/refusal", DECIDE),
                    rule(POST, "/api/v1/approvals/{id}/withdrawal", DECIDE),
                    rule(GET, "/api/v1/exceptions/causes", SEE),
                    rule(POST, "/api/v1/exceptions/assign", DECIDE),
                    rule(POST, "/api/v1/exceptions/snooze", DECIDE),
                    rule(POST, "/api/v1/exceptions/comment", DECIDE),
                    rule(GET, "/api/v1/repairs/preview", DECIDE),
                    rule(POST, "/api/v1/repairs", DECIDE),
                    rule(GET, "/api/v1/repairs/{id}", DECIDE),
                    rule(POST, "/api/v1/repairs/{id}/rest", DECIDE),
                    rule(GET, "/api/v1/codes", SEE_ALL),
                    rule(POST, "/api/v1/codes/preview", DECIDE),
                    rule(POST, "/api/v1/codes/drafts", DECIDE),
                    rule(GET, "/api/v1/engagements/{id}/changes", SEE),
                    rule(GET, "/api/v1/engagements/{id}/changes/comparison", SEE),
                    rule(GET, "/api/v1/owners", SEE_ALL),
                    rule(GET, "/api/v1/people", ADMINISTER),
                    rule(GET, "/api/v1/releases", SEE_ALL),
                    rule(GET, "/api/v1/releases/{id}", SEE_ALL),
                    rule(POST, "/api/v1/releases/{id}/rehearsals", DECIDE),
                    rule(POST, "/api/v1/releases/{id}/approval", DECIDE),
                    rule(POST, "/api/v1/releases/{id}/application", DECIDE),
                    rule(POST, "/api/v1/releases/{id}/roll-back", DECIDE),
                    rule(POST, "/api/v1/releases/{id}/rebase", DECIDE),
                    rule(GET, "/api/v1/rehearsals", SEE_ALL),
                    rule(GET, "/api/v1/rehearsals/{number}", SEE_ALL),
                    rule(GET, "/api/v1/rehearsals/{number}/findings", SEE_ALL),
                    rule(GET, "/api/v1/rehearsals/{number}/at-once", SEE_ALL),
                    rule(GET, "/api/v1/rehearsals/{number}/why", SEE_ALL),
                    rule(POST, "/api/v1/rehearsals/{number}/cancellation", DECIDE),
                    rule(GET, "/api/v1/notices", OPERATE),
                    rule(GET, "/api/v1/parked", OPERATE),
                    rule(GET, "/api/v1/parked/{id}", OPERATE),
                    rule(POST, "/api/v1/parked/{id}/requeue", OPERATE),
                    rule(GET, "/api/v1/incidents", OPERATE),
                    rule(GET, "/api/v1/flow", OPERATE),
                    rule(POST, "/api/v1/would-activate", SEE),
                    rule(GET, "/api/v1/audit", AUDIT));

    private AccessRules() {}

    /**
     * One row.
     *
     * @param method {@code *} for any
     */
    public record Rule(String method, PathPattern path, Need need) {

        /** Whether it speaks of this call; who may GET may HEAD. */
        public boolean fits(String calledMethod, String calledPath) {
            String same = calledMethod.equals("HEAD") ? GET : calledMethod;
            return (method.equals(ANY) || method.equals(same))
                    && path.matches(PathContainer.parsePath(calledPath));
        }
    }

    /** The row that decides about a call. */
    public static Optional<Rule> of(String method, String path) {
        return ALL.stream().filter(rule -> rule.fits(method, path)).findFirst();
    }

    /** By what a path may be called, in order; nothing when nothing answers there. */
    static SortedSet<String> methods(String path) {
        SortedSet<String> methods = new TreeSet<>();
        for (Rule rule : ALL) {
            if (rule.path().matches(PathContainer.parsePath(path))) {
                methods.addAll(rule.method().equals(ANY) ? EVERY : Set.of(rule.method()));
            }
        }
        return methods;
    }

    private static Rule rule(String method, String path, Need need) {
        return new Rule(method, PathPatternParser.defaultInstance.parse(path), need);
    }
}
