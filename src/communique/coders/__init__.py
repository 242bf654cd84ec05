"""Other coders beside ours: classifiers, language models; their records compared and combined."""
