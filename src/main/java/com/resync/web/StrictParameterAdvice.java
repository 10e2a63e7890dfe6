package com.resync.web;

import org.springframework.web.bind.WebDataBinder;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.InitBinder;

/**
 * Has parameters read in their one {@link ParameterForm}. By editors, since Spring falls
 * back to its own lenient ones when a converter refuses.
 */
@ControllerAdvice
class StrictParameterAdvice {

	@InitBinder
	void registerEditors(WebDataBinder binder) {
		for (ParameterForm form : ParameterForm.values()) {
			binder.registerCustomEditor(form.type(), form.editor());
		}
	}

}
