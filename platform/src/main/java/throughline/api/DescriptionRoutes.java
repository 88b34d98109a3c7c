package throughline.api;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The interface's own description. */
@RestController
public final class DescriptionRoutes {

    /** OpenAPI 3.1, the same file as in the documentation. */
    @GetMapping(path = "/api/v1/openapi.yaml", produces = "application/yaml")
    public Resource description() {
        return new ClassPathResource("throughline/api/openapi.yaml");
    }

    /** AsyncAPI 3 of what is published, the same file as in the documentation. */
    @GetMapping(path = "/api/v1/asyncapi.json", produces = "application/json")
    public Resource published() {
        return new ClassPathResource("throughline/api/asyncapi.json");
    }
}
