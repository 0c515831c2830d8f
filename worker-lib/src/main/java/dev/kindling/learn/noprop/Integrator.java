package dev.kindling.learn.noprop;

/** How a flow is followed from one point of its clock to the next. */
public enum Integrator {
    /** Along the velocity where the step begins. */
    EULER,
    /** Along the mean of that and the velocity where Euler's step ends (Heun): two looks at the network a step, an error of second order. */
    HEUN
}
