/** A secret backend that keeps each secret in an encrypted file. */
package com.example.encryptedfiles;
