namespace Microsoft.Azure.Functions.Worker;

/// <summary>Declares a method as a function; see Worker.targets for when this compiles.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FunctionAttribute(string name) : Attribute
{
    /// <summary>The function's name, unique in the app.</summary>
    public string Name { get; } = name;
}
