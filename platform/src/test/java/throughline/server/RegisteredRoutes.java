package throughline.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.ApplicationContext;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Every route that a server answers, as it is registered: what is new is among them by itself. */
public final class RegisteredRoutes {

    private RegisteredRoutes() {}

    /** Where a value stands in a call. */
    public enum Place {
        PATH,
        QUERY,
        HEADER,
        BODY
    }

    /**
     * A value that a route takes.
     *
     * @param name empty for a body, and where a route takes whatever comes
     */
    public record Taken(Place place, String name) {}

    /** A route with what it takes. */
    public record Route(String method, String path, List<Taken> takes) {

        /** Whether programs call it. */
        public boolean isForPrograms() {
            return path.startsWith("/api/");
        }

        /** Whether it changes something, or may. */
        public boolean changes() {
            return !method.equals("GET");
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    /** All of them. */
    public static List<Route> of(Server server) {
        ApplicationContext context = server.context();
        List<Route> routes = new ArrayList<>();
        for (RequestMappingHandlerMapping mapping :
                context.getBeansOfType(RequestMappingHandlerMapping.class).values()) {
            mapping.getHandlerMethods()
                    .forEach((info, handler) -> routes.addAll(routes(info, handler)));
        }
        for (ServletRegistrationBean<?> servlet :
                context.getBeansOfType(ServletRegistrationBean.class).values().stream()
                        .map(each -> (ServletRegistrationBean<?>) each)
                        .toList()) {
            servlet.getUrlMappings().stream()
                    .filter(path -> !path.equals("/"))
                    .forEach(
                            path ->
                                    routes.add(
                                            new Route(
                                                    "POST", path.replace("*", "one"), List.of())));
        }
        assertThat(routes).hasSizeGreaterThan(20);
        return routes;
    }

    private static List<Route> routes(RequestMappingInfo info, HandlerMethod handler) {
        Set<RequestMethod> methods = info.getMethodsCondition().getMethods();
        List<Taken> takes = new ArrayList<>();
        for (Parameter parameter : handler.getMethod().getParameters()) {
            taken(parameter, takes);
        }
        List<Route> routes = new ArrayList<>();
        for (String path : info.getPatternValues()) {
            if (methods.isEmpty()) {
                routes.add(new Route("GET", path, takes));
            }
            methods.forEach(method -> routes.add(new Route(method.name(), path, takes)));
        }
        return routes;
    }

    private static void taken(Parameter parameter, List<Taken> takes) {
        boolean any = Map.class.isAssignableFrom(parameter.getType());
        if (parameter.isAnnotationPresent(PathVariable.class)) {
            takes.add(new Taken(Place.PATH, parameter.getName()));
        } else if (parameter.isAnnotationPresent(RequestBody.class)) {
            takes.add(new Taken(Place.BODY, ""));
        } else if (parameter.isAnnotationPresent(RequestHeader.class)) {
            takes.add(new Taken(Place.HEADER, parameter.getAnnotation(RequestHeader.class).name()));
        } else if (parameter.isAnnotationPresent(RequestParam.class)) {
            String name = parameter.getAnnotation(RequestParam.class).name();
            takes.add(
                    new Taken(Place.QUERY, any ? "" : name.isEmpty() ? parameter.getName() : name));
        }
    }
}
