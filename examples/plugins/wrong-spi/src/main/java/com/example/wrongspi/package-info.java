/** A stage for an SPI that no daemon offers yet: it is refused with a sentence. */
package com.example.wrongspi;
