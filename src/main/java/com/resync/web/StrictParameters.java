package com.resync.web;

import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.ConfigurableWebBindingInitializer;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;

/**
 * Has parameters read in their one {@link ParameterForm}. By editors, since Spring falls
 * back to its own lenient ones when a converter refuses; and not by an
 * {@code @InitBinder} method, which Spring calls by reflection for each parameter.
 */
@Component
@ConditionalOnWebApplication
class StrictParameters {

	StrictParameters(RequestMappingHandlerAdapter adapter) {
		if (adapter.getWebBindingInitializer() instanceof ConfigurableWebBindingInitializer initializer) {
			initializer.setPropertyEditorRegistrar((registry) -> {
				for (ParameterForm form : ParameterForm.values()) {
					registry.registerCustomEditor(form.type(), form.editor());
				}
			});
		}
	}

}
