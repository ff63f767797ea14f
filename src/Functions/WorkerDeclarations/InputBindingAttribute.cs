namespace Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

/// <summary>Base of what a function reads beside its trigger.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public abstract class InputBindingAttribute : BindingAttribute;
