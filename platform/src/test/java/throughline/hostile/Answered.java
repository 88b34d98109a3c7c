package throughline.hostile;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import throughline.server.RegisteredRoutes.Route;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a route answered to something hostile, and whether that is as it should be. */
record Answered(Route route, String address, HttpResponse<String> answer, long millis) {

    private static final Pattern INSIDE =
            Pattern.compile(
                    "[a-z]Exception\\b|\\bat"
                            + " [a-z]+\\.[a-z]+\\.|org\\.postgresql|SQLState|java\\.lang|\\bERROR:"
                            + " |whsec_");
    private static final int LONGEST_SENTENCE = 1_010;
    private static final int LONGEST_PAGE = 400_000;

    int status() {
        return answer.statusCode();
    }

    boolean isRefused() {
        return status() > 399;
    }

    /** Everything that is wrong with it. */
    List<String> faults(long mostMillis) {
        List<String> faults = new ArrayList<>();
        String body = answer.body();
        if (status() > 499) {
            faults.add("is a fault of ours: " + beginning(body));
        }
        if (millis > mostMillis) {
            faults.add("took " + millis + " ms");
        }
        if (INSIDE.matcher(body).find()) {
            faults.add("tells what is inside");
        }
        if (answer.headers().map().containsKey("hostile")
                || answer.headers().allValues("Set-Cookie").stream()
                        .anyMatch(cookie -> cookie.contains("hostile"))) {
            faults.add("takes headers from what was sent");
        }
        String here = address.replaceFirst("(http://[^/]+).*", "$1");
        String there = answer.headers().firstValue("Location").orElse("/").replace(here, "");
        if (!there.startsWith("/") || there.startsWith("//")) {
            faults.add("leads away to " + there);
        }
        if (isRefused() && (route.isForPrograms() || status() != 405)) {
            if (route.isForPrograms()) {
                problem(body, faults);
            } else {
                page(body, faults);
            }
        } else if (!route.isForPrograms()) {
            page(body, faults);
        }
        return faults.stream().map(fault -> told() + " " + fault).toList();
    }

    private void problem(String body, List<String> faults) {
        try {
            JsonNode problem = JsonMapper.shared().readTree(body);
            String detail = problem.path("detail").asString("");
            if (problem.path("code").asString("").isEmpty() || detail.isEmpty()) {
                faults.add("has no code or no sentence: " + body);
            }
            if (detail.length() > LONGEST_SENTENCE) {
                faults.add("has a sentence of " + detail.length() + " characters");
            }
            if (detail.chars().anyMatch(Character::isISOControl)) {
                faults.add("repeats what cannot be shown: " + detail);
            }
        } catch (JacksonException none) {
            faults.add("is no problem: " + beginning(body));
        }
    }

    private void page(String body, List<String> faults) {
        if (!answer.headers()
                .firstValue("Content-Type")
                .orElse("text/html")
                .startsWith("text/html")) {
            return;
        }
        for (String markup : List.of("<script>alert", "<img src=x", "<b>bold", "\0")) {
            if (body.contains(markup)) {
                faults.add("shows " + markup + " as it is");
            }
        }
        if (body.length() > LONGEST_PAGE) {
            faults.add("is a page of " + body.length() + " characters");
        }
    }

    private static String beginning(String body) {
        return body.substring(0, Math.min(300, body.length()));
    }

    @Override
    public String toString() {
        return told();
    }

    private String told() {
        String short200 = address.length() > 220 ? address.substring(0, 220) + ".." : address;
        return route.method() + " " + short200 + " " + status();
    }
}
