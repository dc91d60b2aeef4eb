# ./dev package: a .deb of the release binary, with what package/ holds around it. What it depends on is read from the binary.
configure_file(package/changelog.in package/changelog.Debian @ONLY)
configure_file(package/cafepos.1 package/cafepos.1 COPYONLY)
execute_process(COMMAND gzip -9nf changelog.Debian cafepos.1 WORKING_DIRECTORY ${CMAKE_BINARY_DIR}/package COMMAND_ERROR_IS_FATAL ANY)

set(control ${CMAKE_SOURCE_DIR}/package)
install(TARGETS cafepos DESTINATION usr/lib/cafepos)
install(PROGRAMS package/cafepos DESTINATION usr/bin)
install(FILES package/cafepos.service package/cafepos@.service DESTINATION lib/systemd/system)
install(FILES package/10-cafepos.conf DESTINATION lib/systemd/system/cafepos.service.d)
install(FILES package/10-cafepos.conf DESTINATION lib/systemd/system/cafepos@.service.d)
install(FILES package/cafepos.env DESTINATION etc/cafepos PERMISSIONS OWNER_READ OWNER_WRITE GROUP_READ)
install(FILES ${CMAKE_SOURCE_DIR}/build/cafepos.cdx.json DESTINATION usr/share/doc/cafepos)
install(FILES package/copyright ${CMAKE_BINARY_DIR}/package/changelog.Debian.gz DESTINATION usr/share/doc/cafepos)
install(FILES ${CMAKE_BINARY_DIR}/package/cafepos.1.gz DESTINATION usr/share/man/man1)

set(CMAKE_SKIP_INSTALL_ALL_DEPENDENCY ON)
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGING_INSTALL_PREFIX /)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_STRIP_FILES ON)
set(CPACK_PACKAGE_NAME cafepos)
set(CPACK_PACKAGE_CONTACT "CafePOS maintainers <maintainers@cafepos.invalid>")
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
set(CPACK_DEBIAN_PACKAGE_SECTION web)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
# The libraries are those that core/loaded_library.h loads.
set(CPACK_DEBIAN_PACKAGE_DEPENDS "adduser, ca-certificates, fonts-dejavu-core, fonts-droid-fallback, tzdata, libarchive13, libcurl4, libpangocairo-1.0-0, libpq5, libvips42")
set(CPACK_DEBIAN_PACKAGE_SUGGESTS postgresql)
set(CPACK_DEBIAN_COMPRESSION_TYPE xz)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA ${control}/conffiles ${control}/postinst ${control}/prerm ${control}/postrm)
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION
"what a café runs its whole day on
A till, a kitchen screen and an office in the browser, and one HTTP API behind
them, in one server with its database inside; PostgreSQL can take its place.

The package runs it as a service of its own user.")
include(CPack)
