package io.mcpctl.plugins.api;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** One provider in a directory, and how many calls are under way. */
final class Provider<S> {
    private static final int RETIRED = Integer.MIN_VALUE;

    final S service;
    final long ranking;
    final long id;
    final long bundle;
    private final AtomicInteger stays = new AtomicInteger();
    private volatile boolean vacating;
    /** Leases; below zero once retired: then {@link #RETIRED} plus the leases. */
    private final AtomicInteger leases = new AtomicInteger();

    private final CountDownLatch drained = new CountDownLatch(1);

    Provider(S service, long ranking, long id, long bundle) {
        this.service = service;
        this.ranking = ranking;
        this.id = id;
        this.bundle = bundle;
    }

    /** One more stay, unless nothing new shall begin here. */
    boolean settle() {
        stays.incrementAndGet();
        if (vacating) {
            stays.decrementAndGet();
            return false;
        }
        return true;
    }

    void leave() {
        stays.decrementAndGet();
    }

    boolean isVacating() {
        return vacating;
    }

    void vacate() {
        vacating = true;
    }

    /** Not to be trusted before {@link #vacate()}: until then a stay may begin. */
    boolean isVacant() {
        return stays.get() <= 0;
    }

    /** One more call, unless it is retired. */
    boolean acquire() {
        int now;
        do {
            now = leases.get();
            if (now < 0) {
                return false;
            }
        } while (!leases.compareAndSet(now, now + 1));
        return true;
    }

    void release() {
        if (leases.decrementAndGet() == RETIRED) {
            drained.countDown();
        }
    }

    /** No call any more; waits for those under way and says how many are left. */
    int retire(Duration limit) {
        int before = leases.getAndUpdate(now -> now < 0 ? now : now + RETIRED);
        if (before == 0) {
            return 0;
        }
        try {
            if (drained.await(limit.toNanos(), TimeUnit.NANOSECONDS)) {
                return 0;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return leases.get() - RETIRED;
    }
}
