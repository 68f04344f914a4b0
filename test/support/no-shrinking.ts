import fc from 'fast-check';

/** For runs in which it matters that a property fails, not for which smallest value. */
fc.configureGlobal({ endOnFailure: true });
