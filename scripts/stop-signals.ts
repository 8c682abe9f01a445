/** What a person, a closed terminal or a service manager sends to have a command end in order. */
export const stopSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
