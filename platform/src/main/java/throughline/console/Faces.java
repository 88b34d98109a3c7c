package throughline.console;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Where somebody who tries a demonstration plays the users of the simulated vendors; nowhere in an
 * installation on real ones.
 */
public final class Faces implements HandlerInterceptor {

    private static final String NAME = Faces.class.getName();

    private final Map<String, URI> bySystem;

    /** Pages by system. */
    public Faces(Map<String, URI> bySystem) {
        this.bySystem = Map.copyOf(bySystem);
    }

    @Override
    public boolean preHandle(
            HttpServletRequest request, HttpServletResponse response, Object handler) {
        request.setAttribute(NAME, this);
        return true;
    }

    /** Those of the installation whose page is being made, by system. */
    static Map<String, URI> here() {
        return RequestContextHolder.getRequestAttributes()
                                instanceof ServletRequestAttributes attributes
                        && attributes.getRequest().getAttribute(NAME) instanceof Faces faces
                ? new TreeMap<>(faces.bySystem)
                : Map.of();
    }
}
