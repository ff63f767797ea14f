namespace Microsoft.Azure.Functions.Worker;

/// <summary>Which key of the Functions host an HTTP function asks for.</summary>
public enum AuthorizationLevel
{
    /// <summary>None: the app checks its own keys.</summary>
    Anonymous = 0,

    /// <summary>A signed-in user.</summary>
    User = 1,

    /// <summary>A key of the function.</summary>
    Function = 2,

    /// <summary>A system key.</summary>
    System = 3,

    /// <summary>The master key.</summary>
    Admin = 4,
}
