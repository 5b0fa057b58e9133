-- Counts of a day, as chance has them.
--
-- A negative binomial distribution: counts that vary more than chance alone would have them, never below
-- zero. It has a mean and a shape; the smaller the shape, the wider it is.

create or replace macro chance_of_count(n, mean, shape) as
exp(
    lgamma(n + shape) - lgamma(shape) - lgamma(n + 1)
    + shape * ln(shape / (shape + mean)) + n * ln(mean / (shape + mean))
);

create or replace macro chance_of_at_least(n, mean, shape) as
greatest(
    0,
    1 - coalesce(list_sum(list_transform(range(n), lambda k: chance_of_count(k, mean, shape))), 0)
);
