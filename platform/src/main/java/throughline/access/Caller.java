package throughline.access;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Who calls: a program, which is told what is wrong as a problem by RFC 9457, or somebody with a
 * browser, who is shown a page.
 */
public final class Caller {

    private static final List<String> OF_PROGRAMS = List.of("/api", "/actuator", "/intake");

    private Caller() {}

    /**
     * Whether a program calls. Where only programs call, everybody is one; elsewhere whoever takes
     * a page, or says nothing at all, is none.
     */
    public static boolean isProgram(HttpServletRequest request) {
        @Nullable String path = path(request);
        if (path == null || OF_PROGRAMS.stream().anyMatch(each -> isBelow(each, path))) {
            return true;
        }
        String taken = header(request, "Accept");
        if (request.getHeader("HX-Request") != null
                || taken.contains("text/html")
                || taken.contains("application/xhtml+xml")) {
            return false;
        }
        return isJson(taken)
                || taken.contains("text/event-stream")
                || isJson(header(request, "Content-Type"))
                || request.getHeader("Authorization") != null;
    }

    /** Where the call went at first, also while its failure is answered; null when unreadable. */
    static @Nullable String path(HttpServletRequest request) {
        return request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String failed
                ? failed
                : request.getRequestURI();
    }

    private static boolean isBelow(String above, String path) {
        String one = path.replaceFirst("^/+", "/");
        return one.equals(above) || one.startsWith(above + "/") || one.startsWith(above + ";");
    }

    private static boolean isJson(String types) {
        return Arrays.stream(types.split(",", -1))
                .map(type -> type.replaceFirst(";.*", "").strip())
                .anyMatch(type -> type.equals("application/json") || type.endsWith("+json"));
    }

    private static String header(HttpServletRequest request, String name) {
        @Nullable String value = request.getHeader(name);
        return value == null ? "" : value.toLowerCase(Locale.ROOT);
    }
}
