package throughline.access;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Where somebody goes who has just signed in: where they wanted to, if that is here. */
final class Landing {

    private Landing() {}

    static String after(HttpServletRequest request) {
        @Nullable String then = request.getParameter("then");
        return then != null && isHere(then) ? then : "/";
    }

    /** Only a path of ours: neither another host nor a text that a browser takes for one. */
    static boolean isHere(String then) {
        if (!then.startsWith("/")
                || then.startsWith("//")
                || then.contains("\\")
                || then.length() > 500
                || then.codePoints().anyMatch(Character::isISOControl)) {
            return false;
        }
        try {
            URI address = URI.create(then);
            return address.getHost() == null && address.getScheme() == null;
        } catch (IllegalArgumentException unreadable) {
            return false;
        }
    }
}
