namespace Insight.Training.BuyTillYouDie;

/// <summary>A fitted model and how well it explains the data.</summary>
/// <param name="Model">The model at the best point found.</param>
/// <param name="LogLikelihood">Without the prior.</param>
/// <param name="Converged">Whether the gradient vanished there. False where the likelihood rises up to the bounds of the search: with few data use <see cref="FitOptions.WeakPrior"/>.</param>
/// <param name="Iterations">Steps from the start that won.</param>
internal sealed record FitResult<TModel>(TModel Model, double LogLikelihood, bool Converged, int Iterations);
