/* Prints the message and ends: no C library, so that the image is about as small as an image can be. */
static const char message[] =
    "\n"
    "Hello from Docker!\n"
    "If you can read this, your Docker installation works from end to end.\n"
    "\n"
    "Here is what just happened:\n"
    " 1. The docker command (the client) asked the Docker daemon to run the image\n"
    "    \"hello-world\".\n"
    " 2. The daemon looked for that image on this machine. If it was not here yet, the\n"
    "    daemon pulled it from a registry.\n"
    " 3. From the image it created a new container, and started in it the one program\n"
    "    that the image holds: the one that is writing these lines.\n"
    " 4. The daemon passed the program's output on to the client, and the client put it\n"
    "    on your terminal. Then the program ended, and with it the container.\n"
    "\n"
    "To try something bigger, start a container with a shell of its own:\n"
    " $ docker run -it debian bash\n"
    "\n"
    "And to see that the container of this message is still there, only stopped:\n"
    " $ docker ps --all\n"
    "\n";

#if defined(__x86_64__)
static long call(long number, long a, const void *b, long c) {
  long result;
  __asm__ volatile("syscall" : "=a"(result) : "a"(number), "D"(a), "S"(b), "d"(c) : "rcx", "r11", "memory");
  return result;
}
enum { sys_write = 1, sys_exit = 60 };
#elif defined(__aarch64__)
static long call(long number, long a, const void *b, long c) {
  register long x8 __asm__("x8") = number, x0 __asm__("x0") = a, x2 __asm__("x2") = c;
  register const void *x1 __asm__("x1") = b;
  __asm__ volatile("svc 0" : "+r"(x0) : "r"(x8), "r"(x1), "r"(x2) : "memory");
  return x0;
}
enum { sys_write = 64, sys_exit = 93 };
#else
#error "hello-world knows x86-64 and arm64"
#endif

void _start(void) {
  long left = sizeof message - 1;
  const char *from = message;
  while (left > 0) {
    long written = call(sys_write, 1, from, left);
    if (written <= 0) break;
    from += written;
    left -= written;
  }
  call(sys_exit, left > 0, 0, 0);
  __builtin_unreachable();
}
