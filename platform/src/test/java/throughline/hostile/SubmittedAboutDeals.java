package throughline.hostile;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import throughline.align.ActionOutcome;
import throughline.hostile.Submission.Maker;
import throughline.hostile.Submission.Who;
import throughline.journal.RawJson;
import throughline.server.FirmOnPaper;
import throughline.server.FirmOnPaper.Called;

/** Decisions, requests, care and repairs, each about a deal of its own. */
final class SubmittedAboutDeals {

    private static final String KEY = "gate:customer-incomplete";

    private final FirmOnPaper firm;
    private final Who asks;
    private final Who agrees;
    private int number;

    /** By somebody who has to ask, and somebody who may agree. */
    SubmittedAboutDeals(FirmOnPaper firm, Who asks, Who agrees) {
        this.firm = firm;
        this.asks = asks;
        this.agrees = agrees;
        firm.customer("001B", "Ohne Steuer GmbH", "");
    }

    /** By form, or by the interface. */
    List<Maker> all(boolean api) {
        return List.of(
                () -> decided(api),
                () -> answered(api, api ? "approval" : "approve"),
                () -> answered(api, api ? "refusal" : "refuse"),
                () -> withdrawn(api),
                () -> cared(api, "assign", Map.of("assignee", "fiona")),
                () ->
                        cared(
                                api,
                                "snooze",
                                api
                                        ? Map.of("until-something-happens", "true")
                                        : Map.of("how", "fact")),
                () -> commented(api),
                () -> mended(api),
                () -> mendedAll(api));
    }

    private Submission decided(boolean api) throws Exception {
        String deal = blocked();
        return Submission.of(
                "POST " + (api ? "/api/v1" : "") + "/engagements/{id}/decisions",
                agrees,
                Map.of("id", deal),
                Submission.seen(
                        api,
                        waive(),
                        firm.call(agrees.token(), decisions(deal) + "/preview", wish())),
                "select count(*) from decision where engagement = '" + deal + "'");
    }

    private Submission answered(boolean api, String how) throws Exception {
        String deal = blocked();
        String request = requested(deal);
        boolean yes = how.startsWith("app");
        return Submission.of(
                "POST " + (api ? "/api/v1" : "") + "/approvals/{id}/" + how,
                agrees,
                Map.of("id", request),
                Submission.seen(
                        api,
                        Map.of("reason", "looked at it"),
                        firm.call(agrees.token(), "/approvals/" + request, "")),
                yes
                        ? "select count(*) from decision where engagement = '" + deal + "'"
                        : Submission.audited(deal, "request-refused"));
    }

    private Submission withdrawn(boolean api) throws Exception {
        String deal = blocked();
        return Submission.of(
                "POST "
                        + (api ? "/api/v1" : "")
                        + "/approvals/{id}/"
                        + (api ? "withdrawal" : "withdraw"),
                asks,
                Map.of("id", requested(deal)),
                Map.of(),
                Submission.audited(deal, "request-withdrawn"));
    }

    private Submission cared(boolean api, String how, Map<String, String> more) {
        String deal = blocked();
        Map<String, String> given = new LinkedHashMap<>(more);
        given.putAll(Map.of("engagement", deal, "key", KEY, "version", "0"));
        return new Submission(
                "POST " + (api ? "/api/v1" : "") + "/exceptions/" + how,
                agrees,
                (api ? "/api/v1" : "") + "/exceptions/" + how,
                given,
                Map.of("version", "1"),
                "",
                "select coalesce(max(version), 0) from exception_care where engagement = '"
                        + deal
                        + "'");
    }

    private Submission commented(boolean api) {
        String deal = blocked();
        return Submission.of(
                "POST " + (api ? "/api/v1" : "") + "/exceptions/comment",
                agrees,
                Map.of(),
                Submission.once(api, Map.of("engagement", deal, "key", KEY, "text", "said")),
                "select count(*) from exception_comment where engagement = '" + deal + "'");
    }

    private Submission mended(boolean api) {
        String cause = "tax-" + ++number;
        String deal = refused(cause);
        return Submission.of(
                "POST " + (api ? "/api/v1" : "") + "/repairs",
                asks,
                Map.of(),
                Submission.once(
                        api,
                        Map.of(
                                "cause",
                                "action-rejected:erp:" + cause,
                                "engagement",
                                deal,
                                "reason",
                                "mended there")),
                "select count(*) from decision where engagement = '" + deal + "'");
    }

    private Submission mendedAll(boolean api) throws Exception {
        String cause = "tax-" + ++number;
        String first = refused(cause);
        String second = refused(cause);
        Called begun =
                firm.call(
                        asks.token(),
                        "/repairs",
                        RawJson.text(
                                Map.of(
                                        "cause",
                                        "action-rejected:erp:" + cause,
                                        "engagement",
                                        first,
                                        "reason",
                                        "ok")),
                        "Idempotency-Key",
                        UUID.randomUUID().toString());
        firm.settle();
        return Submission.of(
                "POST " + (api ? "/api/v1" : "") + "/repairs/{id}/rest",
                asks,
                Map.of("id", begun.json().path("repair").asString()),
                Map.of(),
                "select count(*) from decision where engagement = '" + second + "'");
    }

    private String blocked() {
        number++;
        return firm.won("006S" + number, "Blocked " + number, "001B", 10_000, "005A");
    }

    private String refused(String cause) {
        number++;
        String customer = "001F" + number;
        firm.customer(customer, "Nordwind " + number + " AG", "DE811569869");
        String deal = firm.won("006F" + number, "Refused " + number, customer, 10_000, "005A");
        firm.ended(
                deal,
                firm.write(deal, "CREATE_CUSTOMER"),
                new ActionOutcome.Rejected(cause, "no such code."));
        return deal;
    }

    private String requested(String deal) throws Exception {
        Called seen = firm.call(asks.token(), decisions(deal) + "/preview", wish());
        return firm.call(
                        asks.token(),
                        decisions(deal),
                        wish(),
                        "Idempotency-Key",
                        UUID.randomUUID().toString(),
                        "If-Match",
                        seen.tag())
                .json()
                .path("request")
                .asString();
    }

    private static String decisions(String deal) {
        return "/engagements/" + deal + "/decisions";
    }

    private static Map<String, String> waive() {
        return Map.of("decision", "waive", "code", "customer-incomplete", "reason", "known");
    }

    private static String wish() {
        return RawJson.text(waive());
    }
}
