// Read by the leak sanitizer when the program ends: what third-party libraries keep for good is no leak of ours.
extern "C" const char* __lsan_default_suppressions();  // NOLINT(bugprone-reserved-identifier): the sanitizer's name for it
extern "C" const char* __lsan_default_suppressions() { return "leak:libfontconfig\n"; }
