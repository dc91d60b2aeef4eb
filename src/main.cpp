#include "app/command_line.h"

int main(int argc, char** argv) { return cafepos::app::run(argc, argv); }
