package throughline.twins;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * The page on which a person works in the system: what the vendor's own users would do by hand, and
 * switches by which it misbehaves. For whoever tries the product; there is nothing to protect.
 */
final class Face {

    static final String PATH = "/face";
    private static final Map<String, String[]> TROUBLES = new LinkedHashMap<>();

    static {
        TROUBLES.put("Answers get lost", new String[] {"POST", "timeout-after-commit", "1500"});
        TROUBLES.put("Everything fails", new String[] {".*", "500", "0"});
        TROUBLES.put("Too many requests", new String[] {".*", "429", "0"});
        TROUBLES.put("Slow", new String[] {".*", "latency", "2000"});
        TROUBLES.put("Connections drop", new String[] {"POST", "drop-connection", "0"});
        TROUBLES.put("Webhooks are lost", new String[] {".*", "webhook-lose", "0"});
        TROUBLES.put("Webhooks come twice", new String[] {".*", "webhook-duplicate", "0"});
    }

    private static final String STYLE =
            """
            :root{color-scheme:light dark;--line:#c9ced3;--soft:#5a646d;--accent:#4b3a86}
            @media(prefers-color-scheme:dark){:root{--line:#3d474f;--soft:#a9b4bb;--accent:#b9a8f2}}
            body{font:15px/1.5 system-ui,sans-serif;margin:0 auto;max-width:76rem;padding:1.5rem}
            h1{font-size:1.4rem;margin:0 0 .2rem}h2{font-size:1.05rem;margin:1.6rem 0 .2rem}
            p{color:var(--soft);margin:.1rem 0 .7rem}table{border-collapse:collapse;width:100%}
            th{text-align:left;color:var(--soft);font-weight:600}
            th,td{padding:.35rem .6rem .35rem 0;border-bottom:1px solid var(--line);
            vertical-align:top}form{display:inline-flex;gap:.3rem;margin:0 .3rem .2rem 0}
            button,input{font:inherit;padding:.2rem .6rem;border:1px solid var(--line);
            border-radius:6px;background:transparent;color:inherit}input{width:7rem}
            button{color:var(--accent);cursor:pointer}button:focus-visible,input:focus-visible{
            outline:3px solid var(--accent);outline-offset:1px}.on{font-weight:600}
            [role=status]{border-left:3px solid var(--accent);padding-left:.7rem}
            """;

    private final Twin twin;
    private final String system;
    private final Faults faults;

    Face(Twin twin, String system, Faults faults) {
        this.twin = twin;
        this.system = system;
        this.faults = faults;
    }

    /** Shows the page, or does what a person asked for and shows it again. */
    void answer(HttpExchange exchange, Request request) throws IOException {
        if (request.method().equals("GET")) {
            send(exchange, page(request.parameter("said").orElse("")));
            return;
        }
        // A page of somebody else must not press the buttons of this one.
        String site = request.header("sec-fetch-site").orElse("same-origin");
        if (!request.method().equals("POST") || !site.equals("same-origin")) {
            exchange.sendResponseHeaders(403, -1);
            return;
        }
        String said = done(Twin.parameters(new String(request.bytes(), StandardCharsets.UTF_8)));
        exchange.getResponseHeaders()
                .set(
                        "Location",
                        PATH + "?said=" + java.net.URLEncoder.encode(said, StandardCharsets.UTF_8));
        exchange.sendResponseHeaders(303, -1);
    }

    private String done(Map<String, String> form) {
        String what = form.getOrDefault("what", "");
        try {
            if (what.equals("behave")) {
                faults.clear();
                return "It behaves.";
            }
            String[] trouble = TROUBLES.get(form.getOrDefault("trouble", ""));
            if (what.equals("misbehave") && trouble != null) {
                faults.add(
                        Fault.of(
                                Json.object()
                                        .put("operation", trouble[0])
                                        .put("kind", trouble[1])
                                        .put("millis", Long.parseLong(trouble[2]))));
                return form.get("trouble") + ", from now on.";
            }
            return twin.personDid(what, form);
        } catch (Refused refused) {
            return "Refused: " + refused.answer().body();
        } catch (RuntimeException malformed) {
            return "This cannot be done: " + malformed.getMessage();
        }
    }

    private String page(String said) {
        StringBuilder html = new StringBuilder(20_000);
        html.append("<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>")
                .append(escaped(system))
                .append(" (simulated)</title><meta name=\"viewport\" content=\"width=device-width")
                .append("\"><style>")
                .append(STYLE)
                .append("</style></head><body><main><h1>")
                .append(escaped(system.toUpperCase(java.util.Locale.ROOT)))
                .append(", simulated</h1><p>Play its users, and watch what Throughline does.</p>");
        if (!said.isEmpty()) {
            html.append("<p role=\"status\">").append(escaped(said)).append("</p>");
        }
        twin.desks().forEach(desk -> table(html, desk));
        troubles(html);
        return html.append("</main></body></html>").toString();
    }

    private static void table(StringBuilder html, Desk desk) {
        html.append("<h2>").append(escaped(desk.title())).append("</h2><p>");
        html.append(escaped(desk.note())).append("</p>");
        if (desk.rows().isEmpty()) {
            html.append("<p>Nothing here yet.</p>");
            return;
        }
        html.append("<table><thead><tr>");
        desk.columns()
                .forEach(
                        name ->
                                html.append("<th scope=\"col\">")
                                        .append(escaped(name))
                                        .append("</th>"));
        html.append("<th scope=\"col\">Do</th></tr></thead><tbody>");
        for (Desk.Row row : desk.rows()) {
            html.append("<tr>");
            row.cells().forEach(cell -> html.append("<td>").append(escaped(cell)).append("</td>"));
            html.append("<td>");
            row.deeds().forEach(deed -> form(html, deed));
            html.append("</td></tr>");
        }
        html.append("</tbody></table>");
    }

    private static void form(StringBuilder html, Desk.Deed deed) {
        html.append("<form method=\"post\" action=\"").append(PATH).append("\">");
        deed.fields()
                .forEach(
                        (name, value) ->
                                html.append("<input type=\"hidden\" name=\"")
                                        .append(escaped(name))
                                        .append("\" value=\"")
                                        .append(escaped(value))
                                        .append("\">"));
        if (!deed.asks().isEmpty()) {
            html.append("<input name=\"")
                    .append(escaped(deed.asks()))
                    .append("\" aria-label=\"")
                    .append(escaped(deed.asks()))
                    .append("\" value=\"")
                    .append(escaped(deed.filled()))
                    .append("\">");
        }
        html.append("<button>").append(escaped(deed.label())).append("</button></form>");
    }

    private void troubles(StringBuilder html) {
        html.append("<h2>Misbehaviour</h2><p>");
        if (faults.describe().isEmpty()) {
            html.append("It behaves.");
        }
        for (JsonNode rule : faults.describe()) {
            html.append("<span class=\"on\">")
                    .append(escaped(rule.path("kind").asString()))
                    .append("</span> for ")
                    .append(escaped(rule.path("operation").asString()))
                    .append(", struck ")
                    .append(rule.path("struck").asInt())
                    .append(" times. ");
        }
        html.append("</p>");
        List.copyOf(TROUBLES.keySet())
                .forEach(
                        name ->
                                form(
                                        html,
                                        new Desk.Deed(
                                                name,
                                                Map.of("what", "misbehave", "trouble", name))));
        form(html, new Desk.Deed("Behave again", Map.of("what", "behave")));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private static void send(HttpExchange exchange, String html) throws IOException {
        byte[] bytes = html.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/html;charset=utf-8");
        exchange.getResponseHeaders()
                .set(
                        "Content-Security-Policy",
                        "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'");
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
